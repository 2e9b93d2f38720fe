namespace Levain.Learning.Tuning;

/// <summary>The options of boosted trees by the names that a space gives them.</summary>
internal static class TreeParameters
{
    private static readonly string[] Names =
    [
        "n_estimators", "learning_rate", "eta", "grow_policy", "max_depth", "max_leaves", "max_bin", "min_child_weight", "gamma", "min_split_loss",
        "reg_alpha", "alpha", "reg_lambda", "lambda", "max_delta_step", "subsample", "colsample_bytree", "colsample_bylevel", "colsample_bynode", "max_cat_to_onehot",
    ];

    public static BoostingOptions Set(BoostingOptions options, Suggestion at)
    {
        foreach (var name in at.Names) options = Set(options, name, at);
        return options;
    }

    private static BoostingOptions Set(BoostingOptions options, string name, Suggestion at) => name switch
    {
        "n_estimators" or nameof(options.Rounds) => options with { Rounds = at.Whole(name) },
        "learning_rate" or "eta" or nameof(options.LearningRate) => options with { LearningRate = at.Number(name) },
        "grow_policy" or nameof(options.Growth) => options with { Growth = GrowthOf(at.Text(name)) },
        "max_depth" or nameof(options.Depth) => options with { Depth = at.Whole(name) },
        "max_leaves" or nameof(options.Leaves) => options with { Leaves = at.Whole(name) },
        "max_bin" or nameof(options.Bins) => options with { Bins = at.Whole(name) },
        "min_child_weight" or nameof(options.MinChildWeight) => options with { MinChildWeight = at.Number(name) },
        "gamma" or "min_split_loss" or nameof(options.MinGain) => options with { MinGain = at.Number(name) },
        "reg_alpha" or "alpha" or nameof(options.L1) => options with { L1 = at.Number(name) },
        "reg_lambda" or "lambda" or nameof(options.L2) => options with { L2 = at.Number(name) },
        "max_delta_step" or nameof(options.MaxStep) => options with { MaxStep = at.Number(name) },
        "subsample" or nameof(options.Rows) => options with { Rows = at.Number(name) },
        "colsample_bytree" or nameof(options.ColumnsPerTree) => options with { ColumnsPerTree = at.Number(name) },
        "colsample_bylevel" or nameof(options.ColumnsPerLevel) => options with { ColumnsPerLevel = at.Number(name) },
        "colsample_bynode" or nameof(options.ColumnsPerNode) => options with { ColumnsPerNode = at.Number(name) },
        "max_cat_to_onehot" or nameof(options.MaxOneHot) => options with { MaxOneHot = at.Whole(name) },
        _ => throw new BuildException($"`{name}` is no option of boosted trees that can be tuned", NearestName.Hint(name, Names)),
    };

    private static Growth GrowthOf(string policy) => policy switch
    {
        "depthwise" or nameof(Growth.DepthWise) => Growth.DepthWise,
        "lossguide" or nameof(Growth.LeafWise) => Growth.LeafWise,
        _ => throw new BuildException($"trees do not grow `{policy}`", "they grow `depthwise` or `lossguide`"),
    };
}
