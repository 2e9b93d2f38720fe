namespace Levain.Tables.Statistics;

/// <summary>Reads a <c>statistics.json</c>: ours, or one that Model Monitor or another tool wrote.</summary>
public static class StatisticsReader
{
    private const int MostColumns = 100_000;
    private static readonly string[] FeatureProperties = ["name", "inferred_type", "numerical_statistics", "string_statistics", "levain"];

    /// <param name="path">The name of the file, for messages.</param>
    public static TableStatistics Parse(byte[] bytes, string path)
    {
        ArgumentNullException.ThrowIfNull(bytes);
        long? rows = null;
        List<FeatureParts>? features = null;
        var reader = new StrictJson(bytes, path);
        var whole = reader;
        reader.Object(["version", "dataset", "features"], (ref inner, name) =>
        {
            switch (name)
            {
                case "version":
                    if (inner.Number() != 0) throw inner.Fail("this is a later version than 0 of the format");
                    break;
                case "dataset":
                    inner.Object(["item_count"], (ref count, _) => rows = count.Count());
                    break;
                default:
                    features = inner.Array(ReadFeature, MostColumns);
                    break;
            }
        });
        reader.End();
        if (rows is null) throw whole.Fail("`dataset` with its `item_count` is missing");
        if (features is null) throw whole.Fail("the list `features` is missing");
        var names = new HashSet<string>(StringComparer.Ordinal);
        foreach (var feature in features)
            if (!names.Add(feature.Name!)) throw whole.Fail($"feature `{feature.Name}` stands twice");
        return new(rows.Value, [.. features.Select(feature => feature.ToColumn(rows.Value))]);
    }

    private static FeatureParts ReadFeature(ref StrictJson reader)
    {
        var feature = new FeatureParts();
        var start = reader;
        reader.Object(FeatureProperties, (ref inner, name) =>
        {
            switch (name)
            {
                case "name": feature.Name = inner.Text(); break;
                case "inferred_type": feature.Type = ReadType(ref inner); break;
                case "numerical_statistics": feature.Numbers = NumbersReader.Read(ref inner, feature); break;
                case "string_statistics": ReadTexts(ref inner, feature); break;
                default: OursReader.Read(ref inner, feature); break;
            }
        });
        if (feature.Name is null) throw start.Fail("the feature lacks `name`");
        if (feature.Type is null) throw start.Fail($"feature `{feature.Name}` lacks `inferred_type`");
        return feature;
    }

    internal static string ReadType(ref StrictJson reader) =>
        reader.Text() is var type && InferredType.All.Contains(type) ? type : throw reader.Fail($"`{type}` is no type: expected {string.Join(", ", InferredType.All.Select(each => $"`{each}`"))}");

    internal static void ReadCommon(ref StrictJson reader, FeatureParts feature) => reader.Object(["num_present", "num_missing"], (ref inner, name) =>
    {
        if (name == "num_present") feature.Present = inner.Count();
        else feature.Missing = inner.Count();
    });

    internal static ValueCount ReadBucket(ref StrictJson reader)
    {
        string? value = null;
        long? count = null;
        var start = reader;
        reader.Object(["value", "count"], (ref inner, name) =>
        {
            if (name == "value") value = inner.Text();
            else count = inner.Count();
        });
        return value is not null && count is { } times ? new(value, times) : throw start.Fail("a bucket has a `value` and a `count`");
    }

    private static void ReadTexts(ref StrictJson reader, FeatureParts feature) => reader.Object(["common", "distinct_count", "distribution"], (ref inner, name) =>
    {
        switch (name)
        {
            case "common": ReadCommon(ref inner, feature); break;
            case "distinct_count": feature.DistinctCount = inner.Count(); break;
            default:
                inner.Object(["categorical"], (ref distribution, _) => distribution.Object(["buckets"], (ref buckets, _) => feature.Categories = buckets.Array(ReadBucket)));
                break;
        }
    });
}
