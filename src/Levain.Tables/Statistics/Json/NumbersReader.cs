namespace Levain.Tables.Statistics;

/// <summary>Reads the statistics of numbers.</summary>
internal static class NumbersReader
{
    private const int MostLevels = 62, MostBins = 10_000;

    public static NumberStatistics Read(ref StrictJson reader, FeatureParts feature)
    {
        double? mean = null, sum = null, deviation = null, min = null, max = null;
        List<Bin> tenths = [];
        Sketch? sketch = null;
        var start = reader;
        reader.Object(["common", "mean", "sum", "std_dev", "min", "max", "distribution"], (ref inner, name) =>
        {
            switch (name)
            {
                case "common": StatisticsReader.ReadCommon(ref inner, feature); break;
                case "mean": mean = inner.Number(); break;
                case "sum": sum = inner.Number(); break;
                case "std_dev": deviation = inner.Number() is >= 0 and var value ? value : throw inner.Fail("a deviation is never below 0"); break;
                case "min": min = inner.Number(); break;
                case "max": max = inner.Number(); break;
                default: (tenths, sketch) = ReadDistribution(ref inner); break;
            }
        });
        if (mean is null || sum is null || deviation is null || min is null || max is null) throw start.Fail("statistics of numbers have `mean`, `sum`, `std_dev`, `min` and `max`");
        if (min > max) throw start.Fail("`min` is above `max`");
        return new() { Mean = mean.Value, Sum = sum.Value, Deviation = deviation.Value, Min = min.Value, Max = max.Value, Tenths = tenths, Sketch = sketch ?? new([]) };
    }

    public static Bin ReadBin(ref StrictJson reader)
    {
        double? lower = null, upper = null;
        long? count = null;
        var start = reader;
        reader.Object(["lower_bound", "upper_bound", "count"], (ref inner, name) =>
        {
            switch (name)
            {
                case "lower_bound": lower = inner.Number(); break;
                case "upper_bound": upper = inner.Number(); break;
                default: count = inner.Count(); break;
            }
        });
        if (lower is null || upper is null || count is null) throw start.Fail("a bucket has a `lower_bound`, an `upper_bound` and a `count`");
        return lower <= upper ? new(lower.Value, upper.Value, count.Value) : throw start.Fail("the bucket ends before it begins");
    }

    public static List<Bin> ReadBins(ref StrictJson reader) => reader.Array(ReadBin, MostBins);

    private static (List<Bin> Tenths, Sketch? Sketch) ReadDistribution(ref StrictJson reader)
    {
        List<Bin> tenths = [];
        Sketch? sketch = null;
        reader.Object(["kll"], (ref kll, _) => kll.Object(["buckets", "sketch"], (ref inner, name) =>
        {
            if (name == "buckets") tenths = ReadBins(ref inner);
            else inner.Object(["data"], (ref data, _) => sketch = ReadSketch(ref data));
        }));
        return (tenths, sketch);
    }

    private static Sketch ReadSketch(ref StrictJson reader)
    {
        var left = StrictJson.MostItems;
        return new(reader.Array<IReadOnlyList<double>>((ref level) =>
        {
            var numbers = level.Array((ref inner) => inner.Number(), left);
            left -= numbers.Count;
            return numbers;
        }, MostLevels));
    }
}
