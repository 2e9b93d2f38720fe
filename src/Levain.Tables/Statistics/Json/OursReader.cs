namespace Levain.Tables.Statistics;

/// <summary>Reads what stands in <c>levain</c>.</summary>
internal static class OursReader
{
    private static readonly string[] Properties =
        ["type", "class", "nulls", "not_finite", "distinct", "exact", "lowest", "highest", "lengths", "quantiles", "histogram", "time_statistics", "top", "top_error"];

    public static void Read(ref StrictJson reader, FeatureParts feature) => reader.Object(Properties, (ref inner, name) =>
    {
        switch (name)
        {
            case "type": feature.SqlType = inner.Text(); break;
            case "class": feature.Class = ReadClass(ref inner); break;
            case "nulls": feature.Nulls = inner.Count(); break;
            case "not_finite": feature.NotFinite = inner.Count(); break;
            case "distinct": feature.Distinct = inner.Count(); break;
            case "exact": feature.IsExact = inner.Truth(); break;
            case "lowest": feature.Lowest = inner.Text(); break;
            case "highest": feature.Highest = inner.Text(); break;
            case "lengths": feature.Lengths = ReadLengths(ref inner); break;
            case "quantiles": feature.Quantiles = inner.Array(ReadQuantile); break;
            case "histogram": feature.Histogram = NumbersReader.ReadBins(ref inner); break;
            case "time_statistics": feature.Times = NumbersReader.Read(ref inner, feature); break;
            case "top": feature.Top = inner.Array(StatisticsReader.ReadBucket); break;
            default: feature.TopError = inner.Count(); break;
        }
    });

    private static ColumnClass ReadClass(ref StrictJson reader)
    {
        var text = reader.Text();
        foreach (var @class in Enum.GetValues<ColumnClass>())
            if (StatisticsJson.Name(@class) == text) return @class;
        throw reader.Fail($"`{text}` is no class of columns");
    }

    private static Quantile ReadQuantile(ref StrictJson reader)
    {
        double? rank = null, value = null;
        var start = reader;
        reader.Object(["rank", "value"], (ref inner, name) =>
        {
            if (name == "rank") rank = inner.Number() is >= 0 and <= 1 and var share ? share : throw inner.Fail("a rank is between 0 and 1");
            else value = inner.Number();
        });
        return rank is { } found && value is { } there ? new(found, there) : throw start.Fail("a quantile has a `rank` and a `value`");
    }

    private static LengthStatistics ReadLengths(ref StrictJson reader)
    {
        long shortest = 0, longest = 0;
        double mean = 0;
        reader.Object(["shortest", "mean", "longest"], (ref inner, name) =>
        {
            switch (name)
            {
                case "shortest": shortest = inner.Count(); break;
                case "mean": mean = inner.Number(); break;
                default: longest = inner.Count(); break;
            }
        });
        return new(shortest, mean, longest);
    }
}
