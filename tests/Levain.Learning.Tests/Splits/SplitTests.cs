namespace Levain.Learning.Tests.Splits;

public sealed class SplitTests
{
    [Fact]
    public void A_seed_draws_the_same_rows_on_every_platform()
    {
        var parts = new RandomSplit(0.6, 0.2, 0.2) { Seed = 11 }.Divide(Rows(10));

        // Found apart from this code, by the published steps of Philox 4x32-10 in Python.
        Assert.Equal("1 2 4 5 7 8 / 3 6 / 0 9", $"{Numbers(parts.Training)} / {Numbers(parts.Validation)} / {Numbers(parts.Test.Rows)}");
    }

    [Fact]
    public void Another_seed_draws_other_rows() =>
        Assert.NotEqual(Numbers(new RandomSplit(0.8, 0.2) { Seed = 1 }.Divide(Rows(100)).Training), Numbers(new RandomSplit(0.8, 0.2) { Seed = 2 }.Divide(Rows(100)).Training));

    [Fact]
    public void What_flooring_leaves_goes_to_the_largest_remainders()
    {
        var parts = new RandomSplit(0.6, 0.2, 0.2) { Seed = 11 }.Divide(Rows(2617));

        Assert.Equal((1570, 524, 523), (parts.Training.RowCount, parts.Validation.RowCount, parts.Test.Rows.RowCount));
    }

    [Fact]
    public void A_row_that_is_added_moves_at_most_one_other_from_part_to_part()
    {
        var split = new RandomSplit(0.8, 0.2) { Seed = 66 };
        var (before, after) = (split.Divide(Rows(1000)).Test.Rows, split.Divide(Rows(1001)).Test.Rows);

        var moved = before.Ints("row").Values.ToArray().Except(after.Ints("row").Values.ToArray()).Concat(after.Ints("row").Values.ToArray().Except(before.Ints("row").Values.ToArray())).Where(row => row < 1000);
        Assert.InRange(moved.Count(), 0, 1);
    }

    [Fact]
    public void A_hundred_thousand_strata_of_one_row_have_their_shares_together()
    {
        var parts = new RandomSplit(0.6, 0.2, 0.2) { Seed = 11, StratifyBy = "row" }.Divide(Rows(100_000));

        Assert.Equal((60_000, 20_000, 20_000), (parts.Training.RowCount, parts.Validation.RowCount, parts.Test.Rows.RowCount));
    }

    [Fact]
    public void A_missing_key_is_a_group_like_any()
    {
        var table = new Table([TableColumn.Of("player", null, "a", null, "b", null)]);

        foreach (var fold in new[] { 1, 2 })
        {
            var parts = new KFold(2) { Seed = 1, GroupBy = ["player"], Number = fold }.Divide(table);
            Assert.Contains(3, new[] { parts.Training.Strings("player").NullCount, parts.Test.Rows.Strings("player").NullCount });
        }
    }

    [Fact]
    public void Rows_keep_their_order_when_their_times_have_none()
    {
        var table = new Table([TableColumn.Of("row", 0, 1, 2, 3, 4), Days(9, 3, 8, 1, 2)]);

        var parts = new TimeSplit("day") { TestRows = 2 }.Divide(table);

        Assert.Equal(("1 3 4", "0 2"), (Numbers(parts.Training), Numbers(parts.Test.Rows)));
    }

    [Fact]
    public void Rows_of_one_moment_stay_together()
    {
        var table = new Table([TableColumn.Of("row", 0, 1, 2, 3, 4), Days(1, 2, 2, 2, 3)]);

        var parts = new TimeSplit("day") { TestRows = 2 }.Divide(table);

        Assert.Equal(("0", "1 2 3 4"), (Numbers(parts.Training), Numbers(parts.Test.Rows)));
    }

    [Fact]
    public void The_last_rows_need_no_column_of_time()
    {
        var parts = new TimeSplit { TestRows = 390, ValidationRows = 390 }.Divide(Rows(1000));

        Assert.Equal((220, 220, 610), (parts.Training.RowCount, parts.Validation.Ints("row")[0], parts.Test.Rows.Ints("row")[0]));
    }

    [Theory]
    [InlineData(0, "0 1 2 3 4 5", "6 7 8 9")]
    [InlineData(1, "0 1 2 3 4", "6 7 8 9")]
    [InlineData(3, "0 1 2", "6 7 8 9")]
    public void A_gap_before_a_moment_is_in_no_part(int days, string training, string test)
    {
        var table = Rows(10).With(Days([.. Enumerable.Range(1, 10)]));

        var parts = new TimeSplit("day") { TestFrom = new(2024, 1, 7), Gap = TimeSpan.FromDays(days) }.Divide(table);

        Assert.Equal((training, test), (Numbers(parts.Training), Numbers(parts.Test.Rows)));
    }

    [Fact]
    public void Moments_are_read_as_finely_as_they_are_kept()
    {
        var noon = new DateTime(2024, 1, 1, 12, 0, 0);
        var table = new Table([TableColumn.Of("row", 0, 1, 2), TableColumn.Of<Timestamp>("time", Timestamp.From(noon.AddMicroseconds(-1)), Timestamp.From(noon), Timestamp.From(noon.AddMicroseconds(1)))]);

        var parts = new TimeSplit("time") { TestFrom = noon }.Divide(table);

        Assert.Equal(("0", "1 2"), (Numbers(parts.Training), Numbers(parts.Test.Rows)));
    }

    private static Table Rows(int count) => new([TableColumn.Of("row", [.. Enumerable.Range(0, count)])]);

    private static TableColumn Days(params int[] days) => TableColumn.Of("day", [.. days.Select(day => new DateOnly(2024, 1, day))]);

    private static string Numbers(Table rows) => string.Join(' ', rows.Ints("row").Values.ToArray());
}
