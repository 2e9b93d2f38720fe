namespace Levain.Learning.Training;

/// <summary>Refuses what nothing can be learned from, before any work is done.</summary>
internal static class Checks
{
    /// <summary>The monotone features by their places, once all is found to be right.</summary>
    public static Dictionary<int, Monotone> Of(TrainingSet training, TrainingSet? validation, BoostingOptions options)
    {
        if (training.RowCount == 0) throw new BuildException("the training set has no rows");
        if (training.Features.Features.Count == 0) throw new BuildException("the training set has no features");
        if (validation is { RowCount: 0 }) throw new BuildException("the validation set has no rows", "give it some, or train without one");
        if (options is { Patience: > 0 } && validation is null) throw new BuildException("training can stop early only when it has a validation set to watch", "give it one, or leave `Patience` at 0");
        if (options is { Growth: Growth.LeafWise, Leaves: 0 }) throw new BuildException("growth leaf by leaf needs a number of `Leaves`", "31 is a usual one");
        if (options is { Depth: 0, Leaves: 0 }) throw new BuildException("trees need a `Depth` or a number of `Leaves`");
        options.Objective.Check(training.Labels, training.Weights);
        if (validation is not null) options.Objective.CheckValidation(validation.Labels, validation.Weights);
        if (options.BaseScore is { } score && !float.IsFinite(options.Objective.Margin((float)score)))
            throw new BuildException(FormattableString.Invariant($"the base score {score} is nothing that `{options.Objective.Name}` can predict"), "it is in units of the prediction: a probability between 0 and 1, a count above 0; leave it out for the best constant");
        Lengths(training, "training");
        if (validation is not null) Lengths(validation, "validation");

        var monotone = new Dictionary<int, Monotone>();
        foreach (var (name, direction) in options.Monotone)
        {
            var feature = training.Features.IndexOf(name);
            if (feature < 0) throw new BuildException($"`Monotone` names the feature `{name}`, which the training set has not", NearestName.Hint(name, [.. training.Features.Features.Select(known => known.Name)]));
            if (training.Features.Features[feature].Kind == FeatureKind.Category) throw new BuildException($"feature `{name}` is a category, so it cannot rise or fall", "take it out of `Monotone`");
            monotone[feature] = direction;
        }

        return monotone;
    }

    private static void Lengths(TrainingSet set, string name)
    {
        if (set.Labels.Length != set.RowCount) throw new BuildException(FormattableString.Invariant($"the {name} set has {set.RowCount} rows and {set.Labels.Length} labels"));
        if (set.Weights.Length != 0 && set.Weights.Length != set.RowCount) throw new BuildException(FormattableString.Invariant($"the {name} set has {set.RowCount} rows and {set.Weights.Length} weights"));
    }
}
