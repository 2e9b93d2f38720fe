using Levain.Numerics;

namespace Levain.Tables.Statistics;

/// <summary>Statistics of numbers, dates, times and truth values.</summary>
internal sealed class NumberAccumulator : ColumnAccumulator
{
    private const int TopValues = 20, TenBins = 10;

    private readonly KeyScale scale;
    private readonly KeyCounts counts;
    private readonly ExactSum sum = new();
    private Int128 whole;
    private long notFinite;

    public NumberAccumulator(Field field, int limit) : base(field)
    {
        scale = new KeyScale(field.Type.Kind);
        counts = new KeyCounts(scale, limit);
    }

    public override ColumnStatistics Finish()
    {
        var counted = Counted(scale.Class) with { NotFinite = notFinite };
        if (counts.Finish(total => Sum / total) is not { } summary) return counted with { Distinct = 0 };
        return counted with
        {
            Distinct = summary.Distinct,
            IsExact = counts.IsExact,
            Lowest = scale.Text(summary.Lowest),
            Highest = scale.Text(summary.Highest),
            Numbers = scale.Class == ColumnClass.Truth ? null : Numbers(summary),
            Top = TopCounts.Of(summary.Frequent.Keys, summary.Frequent.Counts, TopValues, scale.Text),
            TopError = summary.Lost,
        };
    }

    protected override void AddValues(TableColumn column)
    {
        switch (column)
        {
            case ValueColumn<double> doubles: AddFractions(doubles, value => value); break;
            case ValueColumn<float> floats: AddFractions(floats, value => value); break;
            case ValueColumn<decimal> decimals: AddFractions(decimals, value => (double)value); break;
            case ValueColumn<int> ints: AddWhole(ints, value => value); break;
            case ValueColumn<long> longs: AddWhole(longs, value => value); break;
            case ValueColumn<bool> truths: AddWhole(truths, value => value ? 1 : 0); break;
            case ValueColumn<DateOnly> days: AddWhole(days, KeyScale.Key); break;
            case ValueColumn<Timestamp> times: AddWhole(times, time => time.Microseconds); break;
            default: throw new InvalidOperationException($"{column.Type} is no number");
        }
    }

    private double Sum => scale.IsFractional ? sum.Value : (double)whole;

    private void AddFractions<T>(ValueColumn<T> column, Func<T, double> number) where T : unmanaged
    {
        var values = column.Values;
        var validity = column.Validity;
        for (var row = 0; row < values.Length; row++)
        {
            if (!Bits.Has(validity, row)) continue;
            var value = number(values[row]);
            if (!double.IsFinite(value))
            {
                notFinite++;
                continue;
            }

            sum.Add(value);
            counts.Add(KeyScale.Key(value));
        }
    }

    private void AddWhole<T>(ValueColumn<T> column, Func<T, long> key) where T : unmanaged
    {
        var values = column.Values;
        var validity = column.Validity;
        for (var row = 0; row < values.Length; row++)
        {
            if (!Bits.Has(validity, row)) continue;
            var value = key(values[row]);
            whole += value;
            counts.Add(value);
        }
    }

    private NumberStatistics Numbers(KeySummary summary)
    {
        var (all, min, max) = (summary.All, scale.Number(summary.Lowest), scale.Number(summary.Highest));
        var walk = new RankWalk(all);
        var quantiles = new List<Quantile>();
        foreach (var rank in NumberStatistics.Ranks)
            quantiles.Add(new(rank, scale.Number(walk.KeyAt((long)Math.Ceiling(rank * all.Total) - 1))));
        return new()
        {
            Min = min,
            Max = max,
            Mean = Bounded(Sum / all.Total),
            Sum = Bounded(Sum),
            Deviation = Bounded(summary.Deviation),
            Quantiles = quantiles,
            Histogram = Bins.ForPlot(all, scale, min, max),
            Tenths = Bins.Of(all, scale, min, max, TenBins),
            Sketch = Sketch.Of(all, scale.Number),
        };
    }

    // What is beyond the largest double is told as the largest: JSON has no infinity.
    private static double Bounded(double value) => double.IsNaN(value) ? double.MaxValue : Math.Clamp(value, double.MinValue, double.MaxValue);
}
