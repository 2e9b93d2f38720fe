namespace Levain.Learning.Formats;

/// <summary>What must hold of a model that is read, and of one that is written, so that what was written can be read.</summary>
internal static class ModelCheck
{
    private const string Hint = "train or save the model again";

    public static void Run(TreeModel model, ModelLimits limits)
    {
        CheckLists(model, limits);
        CheckScores(model);
        CheckRounds(model);
        CheckNames(model);
        for (var i = 0; i < model.Trees.Length; i++) TreeCheck.Run(model.Trees[i], i, model.Features.Length, limits);
    }

    private static void CheckLists(TreeModel model, ModelLimits limits)
    {
        if (model.Features.Length > limits.Features) throw Bad($"it has {model.Features.Length} features, and at most {limits.Features} are supported");
        if (model.Trees.Length > limits.Trees) throw Bad($"it has {model.Trees.Length} trees, and at most {limits.Trees} are supported");
        if (model.Outputs.Length != model.Trees.Length) throw Bad($"it has {model.Trees.Length} trees, and outputs for {model.Outputs.Length}");
        for (var i = 0; i < model.Outputs.Length; i++)
        {
            if ((uint)model.Outputs[i] >= (uint)model.Objective.OutputCount) throw Bad($"tree {i} adds to output {model.Outputs[i]}, and there are {model.Objective.OutputCount}");
        }

        if (model.TreeWeights.IsEmpty) return;
        if (model.TreeWeights.Length != model.Trees.Length) throw Bad($"it has {model.Trees.Length} trees, and weights (`weight_drop`) for {model.TreeWeights.Length}");
        for (var i = 0; i < model.TreeWeights.Length; i++)
        {
            if (!float.IsFinite(model.TreeWeights[i])) throw Bad($"the weight of tree {i} is no finite number");
        }
    }

    private static void CheckScores(TreeModel model)
    {
        if (!float.IsFinite(model.BaseScore) || !float.IsFinite(model.Objective.Margin(model.BaseScore)))
            throw Bad(FormattableString.Invariant($"the base score is {model.BaseScore}, which the objective `{model.Objective.Name}` cannot predict"));
    }

    private static void CheckRounds(TreeModel model)
    {
        if (model.ParallelTrees < 1) throw Bad($"it has {model.ParallelTrees} parallel trees");
        if (model.BestRounds is not { } best) return;
        if (best < 1 || (long)best * model.Objective.OutputCount > model.Trees.Length) throw Bad($"its best rounds are {best}, and it has {model.Trees.Length / model.Objective.OutputCount}");
        if (best % model.ParallelTrees != 0) throw Bad($"its best rounds are {best}, which do not go by {model.ParallelTrees} parallel trees");
    }

    private static void CheckNames(TreeModel model)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var feature in model.Features)
        {
            if (!names.Add(feature.Name)) throw Bad($"there are two features named `{Shown.In(feature.Name)}`");
        }

        foreach (var name in model.Attributes.Keys)
        {
            if (ModelAttributes.IsOurs(name)) throw Bad($"the attribute `{name}` is kept for what the model itself says");
        }
    }

    private static BuildException Bad(string what) => new(what, Hint);
}
