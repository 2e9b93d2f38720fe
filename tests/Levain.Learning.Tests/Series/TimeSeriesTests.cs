using Levain.Numerics;

namespace Levain.Learning.Tests.Series;

public sealed class TimeSeriesTests
{
    private static readonly SeriesColumns Weekly = new() { Value = "y", Step = TimeStep.Weeks() };

    [Fact]
    public void A_table_gives_a_series_for_each_key_whatever_the_order_of_its_rows()
    {
        var table = new Table(
        [
            TableColumn.Of("shop", ["b", "a", "b", "a", "a", "a"]),
            TableColumn.Of<int>("model", [10, 10, 10, 9, 9, 10]),
            TableColumn.Of<DateOnly>("date", [Week(1), Week(2), Week(0), Week(5), Week(4), Week(1)]),
            TableColumn.Of<int>("y", [2, 4, 1, 6, 5, 3]),
        ]);

        var shuffled = table.Take(new CounterRandom(3).Permutation(6));

        foreach (var rows in new[] { table, shuffled })
            Assert.Equal(
                ["series `a, 9` from 2024-02-04: 5 6", "series `a, 10` from 2024-01-14: 3 4", "series `b, 10` from 2024-01-07: 1 2"],
                TimeSeries.Of(rows, Weekly with { Keys = ["shop", "model"] }).Select(series => FormattableString.Invariant($"{series} from {series.Start:yyyy-MM-dd}: {string.Join(" ", series.Values.ToArray())}")));
    }

    [Theory]
    [InlineData(Gaps.Zero, new double[] { 1, 0, 0, 4, 0 })]
    [InlineData(Gaps.Previous, new double[] { 1, 1, 1, 4, 4 })]
    public void Gaps_are_filled_as_was_asked(Gaps gaps, double[] filled)
    {
        // The second week has no row, the third no value, the fifth NaN.
        var table = new Table([TableColumn.Of<DateOnly>("date", [Week(0), Week(2), Week(3), Week(4)]), TableColumn.Of<double>("y", [(double?)1, null, 4, double.NaN])]);

        Assert.Equal(filled, Assert.Single(TimeSeries.Of(table, Weekly with { Gaps = gaps })).Values.ToArray());
    }

    [Fact]
    public void A_run_of_values_starts_at_its_date()
    {
        var run = new TimeSeries(["a"], Week(0), TimeStep.Weeks(), 1, 2, 3, 4)[1..^1];
        Assert.Equal(Week(1), run.Start);
        Assert.Equal([2, 3], run.Values.ToArray());
    }

    [Theory]
    // A week without a row is not a week without sales.
    [InlineData(new[] { 0, 14 }, new[] { 1.0, 2 }, Gaps.Refuse, "the series has no value for 2024-01-14")]
    // A row whose value is null or NaN has none.
    [InlineData(new[] { 0, 7 }, new[] { 1, double.NaN }, Gaps.Refuse, "the series has no value for 2024-01-14")]
    // Nothing stands before the first value.
    [InlineData(new[] { 0, 7 }, new[] { double.NaN, 1 }, Gaps.Previous, "the series has no value for 2024-01-07")]
    // Which of the two counts?
    [InlineData(new[] { 0, 7, 7 }, new[] { 1.0, 2, 3 }, Gaps.Refuse, "the series has several values for 2024-01-14")]
    [InlineData(new[] { 0, 7, 7 }, new[] { 1.0, 2, 3 }, Gaps.Zero, "the series has several values for 2024-01-14")]
    // A Tuesday among Sundays.
    [InlineData(new[] { 0, 9 }, new[] { 1.0, 2 }, Gaps.Zero, "the series has a value for 2024-01-16, which steps of 1 week from 2024-01-07 do not meet")]
    // No number.
    [InlineData(new[] { 0, 7 }, new[] { 1, double.PositiveInfinity }, Gaps.Refuse, "the series has Infinity at 2024-01-14")]
    // Its square is beyond all numbers.
    [InlineData(new[] { 0, 7 }, new[] { 1, -1e200 }, Gaps.Refuse, "the series has -1E+200 at 2024-01-14")]
    [InlineData(new int[0], new double[0], Gaps.Refuse, "a table without rows has no series")]
    public void What_makes_no_series_is_told(int[] days, double[] values, Gaps gaps, string message)
    {
        var table = new Table([TableColumn.Of<DateOnly>("date", [.. days.Select(day => Week(0).AddDays(day))]), TableColumn.Of<double>("y", values)]);

        Assert.Equal(message, Assert.Throws<BuildException>(() => TimeSeries.Of(table, Weekly with { Gaps = gaps })).Message);
    }

    [Fact]
    public void Columns_that_do_not_fit_are_told()
    {
        var table = new Table([TableColumn.Of("date", ["2024-01-07"]), TableColumn.Of<DateOnly>("day", [(DateOnly?)null]), TableColumn.Of<DateOnly>("when", [Week(0)]), TableColumn.Of<double>("y", [1.0]), TableColumn.Of("key", [null])]);

        Refused("column `date` is VARCHAR, not DATE", Weekly with { Date = "date" });
        Refused("column `day` has 1 nulls, and says which series and step a value belongs to", Weekly with { Date = "day" });
        Refused("column `key` has 1 nulls, and says which series and step a value belongs to", Weekly with { Date = "when", Keys = ["key"] });
        Refused("column `y` is DOUBLE, which tells no series from another", Weekly with { Date = "when", Keys = ["y"] });
        Refused("column `key` is VARCHAR, not a number", Weekly with { Date = "when", Value = "key" });

        void Refused(string message, SeriesColumns columns)
        {
            var error = Assert.Throws<BuildException>(() => TimeSeries.Of(table, columns));
            Assert.StartsWith(message, error.Message, StringComparison.Ordinal);
        }
    }

    private static DateOnly Week(int number) => new DateOnly(2024, 1, 7).AddDays(7 * number);
}
