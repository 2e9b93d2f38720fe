namespace Levain.Learning.Tuning;

/// <summary>The options of a random forest by the names that a space gives them.</summary>
internal static class ForestParameters
{
    private static readonly string[] Names = ["n_estimators", "max_depth", "min_samples_leaf", "min_samples_split", "max_features", nameof(ForestOptions.Bins)];

    public static ForestOptions Set(ForestOptions options, Suggestion at)
    {
        foreach (var name in at.Names) options = Set(options, name, at);
        return options;
    }

    private static ForestOptions Set(ForestOptions options, string name, Suggestion at) => name switch
    {
        "n_estimators" or nameof(options.Trees) => options with { Trees = at.Whole(name) },
        "max_depth" or nameof(options.Depth) => options with { Depth = at.Whole(name) },
        "min_samples_leaf" or nameof(options.LeafRows) => options with { LeafRows = at.Whole(name) },
        "min_samples_split" or nameof(options.SplitRows) => options with { SplitRows = at.Whole(name) },
        "max_features" or nameof(options.ColumnsPerNode) => options with { ColumnsPerNode = at.Number(name) },
        nameof(options.Bins) => options with { Bins = at.Whole(name) },
        _ => throw new BuildException($"`{name}` is no option of a random forest that can be tuned", NearestName.Hint(name, Names)),
    };
}
