using System.Collections.Immutable;
using System.Globalization;

namespace Levain.Learning.Formats;

/// <summary>What a model file says, before it is believed.</summary>
internal sealed class ModelParts
{
    private const string Hint = "the file is damaged, or XGBoost did not write it: save it again";

    private const int LongestName = 80;

    private readonly Dictionary<string, Dictionary<string, string>> sections = [];

    public Dictionary<string, string> Attributes { get; } = [];

    public Dictionary<string, string> Learner { get; } = [];

    public Dictionary<string, string> Trees { get; } = [];

    public List<string> Names { get; } = [];

    public List<string> Types { get; } = [];

    public List<int> Outputs { get; } = [];

    public List<int> Rounds { get; } = [];

    public ImmutableArray<Tree> Grown { get; set; }

    public List<float>? Weights { get; set; }

    public string? Booster { get; set; }

    public string? Objective { get; set; }

    public Dictionary<string, string> Section(string name) => sections.TryGetValue(name, out var section) ? section : sections[name] = [];

    public TreeModel Model(ModelLimits limits)
    {
        CheckKind();
        var objective = Found();
        CheckClasses(objective);
        var parallel = Whole(Trees, "num_parallel_tree", 1);
        if (parallel < 1) throw Bad($"`num_parallel_tree` is {parallel}");
        var model = new TreeModel
        {
            Features = FeatureNames.Read(Names, Types, Whole(Learner, "num_feature", -1), Grown, limits),
            Objective = objective,
            BaseScore = 0,
            Trees = Grown,
            Outputs = [.. Outputs],
            TreeWeights = Booster == "dart" ? [.. Weights!] : [],
            ParallelTrees = parallel,
            BestRounds = BestRounds(objective.OutputCount, parallel),
            Attributes = Attributes.Where(pair => !ModelAttributes.IsOurs(pair.Key)).ToImmutableSortedDictionary(StringComparer.Ordinal),
        };
        model = BaseScores.Set(model, Learner.GetValueOrDefault("base_score") ?? throw Bad("`learner_model_param` has no `base_score`"));
        ModelCheck.Run(model, limits);
        return model;
    }

    private void CheckKind()
    {
        switch (Booster)
        {
            case "gbtree": break;
            case "dart" when Weights is not null: break;
            case "dart": throw Bad("the booster is `dart` and has no `weight_drop`");
            case "gblinear": throw new BuildException("its booster is `gblinear`, a linear model: only trees are read here", "train with `booster` `gbtree` or `dart`");
            case null: throw Bad("it has no `gradient_booster` with a name, so it is no model of XGBoost");
            default: throw new BuildException($"its booster is `{Shown.In(Booster)}`, and only `gbtree` and `dart` are known here", Hint);
        }

        if (Grown.IsDefault) throw Bad("it has no `trees`");
        if (Objective is null) throw Bad("it has no `objective` with a name");
        if (Objective.Length > LongestName) throw Bad($"`{Shown.In(Objective)}` is no objective that is known here");
        var targets = Whole(Learner, "num_target", 1);
        if (targets > 1) throw new BuildException($"it predicts {targets} targets at once, and only one is supported here", "train a model for each target");
        var count = Whole(Trees, "num_trees", -1);
        if (count != Grown.Length) throw Bad($"`num_trees` is {count}, and there are {Grown.Length} trees");
        if (Outputs.Count != count) throw Bad($"`tree_info` has {Outputs.Count} entries, and there are {count} trees");
    }

    private Objective Found() =>
        Attributes.TryGetValue(ModelAttributes.Objective, out var own) ? ModelAttributes.ReadObjective(own) : Learning.Objective.Named(Objective!, Parameter);

    private double? Parameter(string section, string key)
    {
        if (!sections.TryGetValue(section, out var found) || !found.TryGetValue(key, out var text)) return null;
        // Versions from 2 on can fit several quantiles at once, and write one as a list too.
        return double.TryParse(text.AsSpan().Trim("[]"), NumberStyles.Float, CultureInfo.InvariantCulture, out var value) && double.IsFinite(value)
            ? value
            : throw Bad($"`{key}` of the objective is `{Shown.In(text)}`, and one number was expected");
    }

    private void CheckClasses(Objective objective)
    {
        var classes = Math.Max(1, Whole(Learner, "num_class", 0));
        if (classes != objective.OutputCount) throw Bad($"`num_class` is {classes}, and the objective `{Objective}` has {objective.OutputCount} outputs");
    }

    // XGBoost counts iterations from 0, and here a round is one tree for each output. An iteration behind the last, as a sliced model may have it, means all.
    private int? BestRounds(int outputs, int parallel)
    {
        if (!Attributes.ContainsKey(ModelAttributes.BestIteration)) return null;
        var best = Whole(Attributes, ModelAttributes.BestIteration, -1);
        if (best < 0) throw Bad($"the attribute `{ModelAttributes.BestIteration}` is {best}");
        var trees = Rounds.Count == 0 ? (best + 1L) * outputs * parallel : best + 1 < Rounds.Count ? Rounds[best + 1] : long.MaxValue;
        if (trees > Grown.Length) return null;
        return trees > 0 && trees % outputs == 0 ? (int)(trees / outputs) : throw Bad($"the best iteration, {best}, ends after {trees} trees, which is no whole number of rounds");
    }

    private static int Whole(Dictionary<string, string> section, string key, int absent)
    {
        if (!section.TryGetValue(key, out var text)) return absent;
        return int.TryParse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var value) ? value : throw Bad($"`{key}` is `{Shown.In(text)}`, and a whole number was expected");
    }

    private static BuildException Bad(string what) => new(what, Hint);
}
