using System.Collections.Immutable;
using System.Globalization;

namespace Levain.Learning.Formats;

/// <summary>Features as model files name them. Without names they are <c>f0</c>, <c>f1</c> and so on, as XGBoost shows them.</summary>
internal static class FeatureNames
{
    private const string Hint = "save the model again";

    public static ImmutableArray<Feature> Read(List<string> names, List<string> types, int count, ImmutableArray<Tree> trees, ModelLimits limits)
    {
        if (count < 0) throw new BuildException("`learner_model_param` has no `num_feature`, or one below 0", Hint);
        if (count > limits.Features) throw new BuildException($"it has {count} features, and at most {limits.Features} are supported");
        if (names.Count != 0 && names.Count != count) throw new BuildException($"`feature_names` has {names.Count} entries, and `num_feature` is {count}", Hint);
        if (types.Count != 0 && types.Count != count) throw new BuildException($"`feature_types` has {types.Count} entries, and `num_feature` is {count}", Hint);

        var categories = types.Count == 0 ? Asked(trees) : [];
        var features = ImmutableArray.CreateBuilder<Feature>(count);
        for (var i = 0; i < count; i++)
            features.Add(new(names.Count == 0 ? Default(i) : names[i], types.Count == 0 ? (categories.Contains(i) ? FeatureKind.Category : FeatureKind.Number) : Kind(types[i])));
        return features.MoveToImmutable();
    }

    /// <summary>The names to write: none where all are the ones that they would have without.</summary>
    public static IReadOnlyList<string> Names(ImmutableArray<Feature> features)
    {
        for (var i = 0; i < features.Length; i++)
        {
            if (features[i].Name != Default(i)) return [.. features.Select(feature => feature.Name)];
        }

        return [];
    }

    /// <summary>The types to write: none where all are plain numbers.</summary>
    public static IReadOnlyList<string> Types(ImmutableArray<Feature> features) =>
        features.All(feature => feature.Kind == FeatureKind.Number) ? [] : [.. features.Select(feature => Type(feature.Kind))];

    // A file without types may still ask for categories.
    private static HashSet<int> Asked(ImmutableArray<Tree> trees) =>
        [.. trees.Where(tree => !tree.CategorySets.IsEmpty).SelectMany(tree => tree.Nodes).Where(node => !node.IsLeaf && node.IsCategorical).Select(node => node.Feature)];

    private static string Default(int index) => string.Create(CultureInfo.InvariantCulture, $"f{index}");

    private static string Type(FeatureKind kind) => kind switch
    {
        FeatureKind.Whole => "int",
        FeatureKind.Indicator => "i",
        FeatureKind.Category => "c",
        _ => "float",
    };

    private static FeatureKind Kind(string type) => type switch
    {
        "float" or "q" or "quantitive" => FeatureKind.Number,
        "int" => FeatureKind.Whole,
        "i" => FeatureKind.Indicator,
        "c" => FeatureKind.Category,
        _ => throw new BuildException($"`{Shown.In(type)}` is no type of a feature", "there are `float`, `q`, `int`, `i` and `c`"),
    };
}
