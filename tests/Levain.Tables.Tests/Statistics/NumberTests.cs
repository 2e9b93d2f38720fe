using FsCheck;
using FsCheck.Fluent;
using Levain.Tables.Statistics;

namespace Levain.Tables.Tests.Statistics;

public sealed class NumberTests
{
    [Fact]
    public void Nulls_and_numbers_that_are_not_finite_are_counted_apart_and_no_part_of_anything_else()
    {
        var column = Columns.Statistics(Columns.Of<double>("x", 1, null, 3, double.NaN, double.PositiveInfinity, 2));

        Assert.Equal((6L, 1L, 2L, 3L), (column.Rows, column.Nulls, column.NotFinite, column.Present));
        Assert.Equal(0.5, column.Completeness);
        Assert.Equal((1.0, 3.0, 2.0, 6.0), (column.Numbers!.Min, column.Numbers.Max, column.Numbers.Mean, column.Numbers.Sum));
        Assert.Equal(Math.Sqrt(2.0 / 3), column.Numbers.Deviation, 1e-15);
        Assert.Equal(3, column.Distinct);
    }

    [Fact]
    public void A_column_of_nulls_has_no_numbers()
    {
        var column = Columns.Statistics(Columns.Of<int>("x", (int?)null, null));

        Assert.Null(column.Numbers);
        Assert.Equal((0L, 0.0, 2L), (column.Distinct!.Value, column.Completeness, column.Nulls));
    }

    [Fact]
    public void A_table_without_rows_is_complete()
    {
        var column = Columns.Statistics(Columns.Of<int>("x"));

        Assert.Equal((0L, 1.0), (column.Rows, column.Completeness));
        Assert.Null(column.Lowest);
    }

    [Fact]
    public void Values_that_sums_of_doubles_lose_are_in_the_mean()
    {
        var column = Columns.Statistics(Columns.Of<double>("x", 1e300, 1, -1e300, 1));

        Assert.Equal((2.0, 0.5), (column.Numbers!.Sum, column.Numbers.Mean));
    }

    [Fact]
    public void The_two_zeros_are_one_value()
    {
        var column = Columns.Statistics(Columns.Of<double>("x", 0.0, -0.0));

        Assert.Equal(new ValueCount("0", 2), Assert.Single(column.Top));
    }

    [Fact]
    public void Long_numbers_keep_all_their_digits()
    {
        var column = Columns.Statistics(Columns.Of<long>("id", long.MaxValue, long.MinValue, 9007199254740993));

        Assert.Equal(("-9223372036854775808", "9223372036854775807"), (column.Lowest, column.Highest));
        Assert.Contains(new ValueCount("9007199254740993", 1), column.Top);
    }

    [Fact]
    public void The_sum_of_the_largest_numbers_does_not_overflow()
    {
        var column = Columns.Statistics(Columns.Of<long>("id", long.MaxValue, long.MaxValue, long.MaxValue));

        Assert.Equal((3.0 * long.MaxValue, 0.0), (column.Numbers!.Sum, column.Numbers.Deviation));
    }

    [Fact]
    public void Dates_and_times_are_told_as_such()
    {
        var days = Columns.Statistics(Columns.Of<DateOnly>("day", new DateOnly(2024, 2, 29), new DateOnly(1969, 12, 31)));
        var times = Columns.Statistics(Columns.Of<Timestamp>("at", Timestamp.From(new DateTime(2024, 2, 29, 12, 30, 0))));

        Assert.Equal(("1969-12-31", "2024-02-29", -1.0), (days.Lowest, days.Highest, days.Numbers!.Min));
        Assert.Equal((ColumnClass.Time, "2024-02-29 12:30:00"), (times.Class, times.Lowest));
    }

    [Fact]
    public void Truth_is_counted_by_its_values()
    {
        var column = Columns.Statistics(Columns.Of<bool>("goal", true, false, false, null));

        Assert.Equal([new ValueCount("false", 2), new("true", 1)], column.Top);
        Assert.Null(column.Numbers);
        Assert.True(column.TopIsAll);
    }

    [Fact]
    public void Statistics_of_decimals_and_floats_are_told_in_their_own_digits()
    {
        var floats = Columns.Statistics(Columns.Of<float>("x", 0.1f));
        var decimals = Columns.Statistics(Columns.Of<decimal>("x", 0.10m, 2.5m));

        Assert.Equal("0.1", floats.Lowest);
        Assert.Equal(("0.1", "2.5"), (decimals.Lowest, decimals.Highest));
    }

    [Fact]
    public void Bins_of_whole_numbers_hold_equally_many_of_them()
    {
        var column = Columns.Statistics(Columns.Of<int>("x", [.. Enumerable.Range(1, 90).Select(each => (int?)each)]));

        Assert.Equal(30, column.Numbers!.Histogram.Count);
        Assert.All(column.Numbers.Histogram, bin => Assert.Equal(3, bin.Count));
        Assert.Equal((0.5, 3.5), (column.Numbers.Histogram[0].Lower, column.Numbers.Histogram[0].Upper));
    }

    [Fact]
    public void Bins_reach_over_all_doubles()
    {
        var column = Columns.Statistics(Columns.Of<double>("x", double.MinValue, 0, double.MaxValue));

        Assert.All(column.Numbers!.Histogram, bin => Assert.True(double.IsFinite(bin.Lower) && bin.Lower < bin.Upper));
        Assert.Equal(3, column.Numbers.Histogram.Sum(bin => bin.Count));
    }

    [Fact]
    public void All_agree_with_a_straightforward_count() => Prop.ForAll(
        ArbMap.Default.GeneratorFor<NormalFloat>().Select(value => (double)value).NonEmptyListOf().ToArbitrary(),
        values => Agrees([.. values])).QuickCheckThrowOnFailure();

    [Fact]
    public void The_order_of_rows_and_the_number_of_threads_change_nothing()
    {
        var random = new Random(7);
        double?[] values = [.. Enumerable.Range(0, 200_000).Select(i => i % 97 == 0 ? null : (double?)(random.NextDouble() * 1000))];
        double?[] shuffled = [.. values];
        random.Shuffle(shuffled);

        var first = TableStatistics.Of(new Table([Columns.Of("a", values), Columns.Of("b", shuffled)]), threads: 1, TestContext.Current.CancellationToken).Columns;
        var second = TableStatistics.Of(new Table([Columns.Of("a", shuffled), Columns.Of("b", values)]), threads: 2, TestContext.Current.CancellationToken).Columns;

        Assert.Equal(StatisticsTexts.Of(first[0]), StatisticsTexts.Of(second[0]));
        Assert.Equal(StatisticsTexts.Of(first[0] with { Name = "b" }), StatisticsTexts.Of(second[1]));
    }

    [Fact]
    public void More_different_values_than_are_kept_are_estimated_within_what_is_promised()
    {
        const int rows = 600_000;
        var accumulator = new NumberAccumulator(new Field("x", ColumnType.Double), limit: 1 << 16);
        var random = new Random(3);
        var values = Enumerable.Range(0, rows).Select(i => i % 5 == 0 ? 42.0 : random.NextDouble() * 100).ToArray();
        foreach (var piece in values.Chunk(2048)) accumulator.Add(Columns.Of<double>("x", [.. piece.Select(value => (double?)value)]));

        var column = accumulator.Finish();

        Array.Sort(values);
        var mean = values.Average();
        Assert.False(column.IsExact);
        Assert.InRange(column.Distinct!.Value, rows * 0.8 * 0.96, rows * 0.8 * 1.04);
        Assert.Equal((values[0], values[^1]), (column.Numbers!.Min, column.Numbers.Max));
        Assert.All(column.Numbers.Quantiles, quantile => Assert.InRange(quantile.Rank, Share(values, quantile.Value, below: true) - 0.001, Share(values, quantile.Value, below: false) + 0.001));
        Assert.InRange(column.Top[0].Count, (rows / 5) - column.TopError, rows / 5);
        Assert.Equal("42", column.Top[0].Value);
        Assert.Equal(mean, column.Numbers.Mean, 1e-9);
        Assert.Equal(Math.Sqrt(values.Sum(value => (value - mean) * (value - mean)) / rows), column.Numbers.Deviation, 1e-9);
        Assert.Equal(rows, column.Numbers.Histogram.Sum(bin => bin.Count));
        Assert.Equal(rows, column.Numbers.Sketch.Weighted().Sum(each => each.Weight));
    }

    [Fact]
    public void How_rows_are_cut_into_pieces_does_not_change_an_estimate()
    {
        var random = new Random(3);
        double?[] values = [.. Enumerable.Range(0, 300_000).Select(_ => (double?)random.NextDouble())];

        Assert.Equal(StatisticsTexts.Of(InPieces(values, 2048)), StatisticsTexts.Of(InPieces(values, 50_001)));
    }

    private static ColumnStatistics InPieces(double?[] values, int size)
    {
        var accumulator = new NumberAccumulator(new Field("x", ColumnType.Double), limit: 1 << 16);
        foreach (var piece in values.Chunk(size)) accumulator.Add(Columns.Of("x", piece));
        return accumulator.Finish();
    }

    private static double Share(double[] sorted, double value, bool below) => (double)sorted.Count(each => below ? each < value : each <= value) / sorted.Length;

    private static bool Agrees(double[] values)
    {
        var column = Columns.Statistics(Columns.Of<double>("x", [.. values.Select(value => (double?)value)]));
        Array.Sort(values);
        var numbers = column.Numbers!;
        Assert.Equal((values[0], values[^1]), (numbers.Min, numbers.Max));
        Assert.Equal(values.Distinct().Count(), column.Distinct);
        Assert.All(numbers.Quantiles, quantile => Assert.Equal(values[(int)Math.Ceiling(quantile.Rank * values.Length) - 1], quantile.Value));
        Assert.Equal(values.Length, numbers.Histogram.Sum(bin => bin.Count));
        Assert.Equal(values.Length, numbers.Tenths.Sum(bin => bin.Count));
        Assert.Equal(values, numbers.Sketch.Weighted().Select(each => each.Value));
        return true;
    }
}
