using FsCheck;
using FsCheck.Fluent;

namespace Levain.Tables.Tests.Sorting;

public class SortingTests
{
    [Fact]
    public void Rows_are_sorted_stably_with_nulls_last() =>
        Prop.ForAll(Sample.Some.ToArbitrary(), rows =>
        {
            var numbered = rows.ToTable().With("row", row => row);
            var sorted = numbered.SortBy("key", SortKey.Descending("number"), "value");

            var expected = Enumerable.Range(0, rows.Length)
                .OrderBy(row => rows[row], Comparer<Sample>.Create(Sample.CompareKeys))
                .ThenBy(row => rows[row], Comparer<Sample>.Create(Sample.CompareNumbersDown))
                .ThenBy(row => rows[row], Comparer<Sample>.Create(Sample.CompareValues));
            Assert.Equal(expected, sorted.Ints("row").Values.ToArray());
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_kind_of_value_has_its_order()
    {
        Sorts<bool>([false, true]);
        Sorts<long>([long.MinValue, -1, 0, 1, 1L << 32, long.MaxValue]);
        Sorts<float>([float.NegativeInfinity, -1, -float.Epsilon, 0, float.Epsilon, 1, float.PositiveInfinity, float.NaN]);
        Sorts<decimal>([decimal.MinValue, -0.1m, 0, 0.1m, 1, decimal.MaxValue]);
        Sorts<DateOnly>([DateOnly.MinValue, new(1969, 12, 31), new(1970, 1, 1), DateOnly.MaxValue]);
        Sorts<Timestamp>([new(long.MinValue), new(-1), new(0), new(long.MaxValue)]);
    }

    [Fact]
    public void A_table_in_order_is_given_back_itself()
    {
        var table = new Table([TableColumn.Of("x", 1, 1, 2)]);
        Assert.Same(table, table.SortBy("x"));
        Assert.NotSame(table, table.SortBy(SortKey.Descending("x")));
    }

    private static void Sorts<T>(T[] rising) where T : unmanaged
    {
        var shuffled = rising.Select((value, i) => (value, i)).OrderBy(pair => pair.i * 7 % rising.Length).Select(pair => pair.value).ToArray();
        var table = new Table([TableColumn.Of<T>("x", shuffled.AsSpan())]);
        Assert.Equal(rising, table.SortBy("x").Column<T>("x").Values.ToArray());
        Assert.Equal(rising.Reverse(), table.SortBy(SortKey.Descending("x")).Column<T>("x").Values.ToArray());
    }
}
