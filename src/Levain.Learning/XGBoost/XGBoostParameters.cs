using System.Globalization;

namespace Levain.Learning;

/// <summary>Options as XGBoost's C library takes them: names and texts.</summary>
internal static class XGBoostParameters
{
    public static IEnumerable<(string Name, string Value)> Of(XGBoostOptions options, IReadOnlyList<Feature> features)
    {
        Check(options, features);
        yield return ("booster", "gbtree");
        yield return ("verbosity", "0");
        yield return ("objective", options.Objective.Name);
        if (options.Objective.Parameter is { } number) yield return (number.Key, Text(number.Value));
        yield return ("tree_method", options.Method switch { XGBoostMethod.Approx => "approx", XGBoostMethod.Exact => "exact", _ => "hist" });
        yield return ("grow_policy", options.Growth == Growth.LeafWise ? "lossguide" : "depthwise");
        yield return ("eta", Text(options.LearningRate));
        yield return ("max_depth", Text(options.Depth));
        yield return ("max_leaves", Text(options.Leaves));
        yield return ("max_bin", Text(options.Bins));
        yield return ("min_child_weight", Text(options.MinChildWeight));
        yield return ("gamma", Text(options.MinGain));
        yield return ("subsample", Text(options.Rows));
        yield return ("colsample_bytree", Text(options.ColumnsPerTree));
        yield return ("colsample_bylevel", Text(options.ColumnsPerLevel));
        yield return ("colsample_bynode", Text(options.ColumnsPerNode));
        yield return ("alpha", Text(options.L1));
        yield return ("lambda", Text(options.L2));
        if (options.MaxStep is { } step) yield return ("max_delta_step", Text(step));
        yield return ("seed", Text(options.Seed));
        if (options.BaseScore is { } score) yield return ("base_score", score.ToString("R", CultureInfo.InvariantCulture));
        if (options.Monotone.Count > 0) yield return ("monotone_constraints", $"({string.Join(',', features.Select(feature => Sign(options.Monotone, feature)))})");
        foreach (var metric in options.Metrics) yield return ("eval_metric", metric.Name);
        yield return ("nthread", Text(options.Threads));
    }

    // What XGBoost would pass over in silence, or say without a name.
    private static void Check(XGBoostOptions options, IReadOnlyList<Feature> features)
    {
        if (options.Method == XGBoostMethod.Exact)
        {
            if (features.FirstOrDefault(feature => feature.Kind == FeatureKind.Category) is { } category)
                throw new BuildException($"XGBoost's exact method takes no categories, and `{category.Name}` is one", "use `Hist` or `Approx`, or encode it as numbers");
            if (options.Growth == Growth.LeafWise || options.Leaves > 0) throw new BuildException("XGBoost's exact method grows by depth alone", "leave `Growth` and `Leaves` as they are, or use `Hist`");
            if (options.Depth == 0) throw new BuildException("XGBoost's exact method needs a limit of depth", "set `Depth`, or use `Hist`");
        }
        else if (options is { Depth: 0, Leaves: 0 })
        {
            throw new BuildException("trees with no limit of depth and none of leaves would learn the rows by heart", "set `Depth` or `Leaves`");
        }

        foreach (var name in options.Monotone.Keys)
        {
            var feature = features.FirstOrDefault(feature => feature.Name == name)
                ?? throw new BuildException($"`Monotone` names the feature `{name}`, which the training set has not", NearestName.Hint(name, [.. features.Select(feature => feature.Name)]));
            if (feature.Kind == FeatureKind.Category) throw new BuildException($"feature `{name}` is a category, so it cannot rise or fall", "take it out of `Monotone`");
        }
    }

    private static string Sign(IReadOnlyDictionary<string, Monotone> monotone, Feature feature) =>
        !monotone.TryGetValue(feature.Name, out var direction) ? "0" : direction == Monotone.Rising ? "1" : "-1";

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);
}
