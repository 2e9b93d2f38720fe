using FsCheck;
using FsCheck.Fluent;
using Levain.Numerics;

namespace Levain.Tables.Tests.Windows;

public class WindowsTests
{
    public sealed record Shifted(string? KeyLag2, int? NumberLead1, double? ValueLag1);

    public sealed record Rolled(double? Sum, double? Mean, double? Std, double? Min, string? Max, long? Whole);

    private static readonly Arbitrary<(Sample[] Rows, bool Parted, bool Ordered)> Cases =
        (from rows in Sample.Some from parted in ArbMap.Default.GeneratorFor<bool>() from ordered in ArbMap.Default.GeneratorFor<bool>() select (rows, parted, ordered)).ToArbitrary();

    [Fact]
    public void Lags_and_leads_are_those_of_each_partition_in_its_order() =>
        Prop.ForAll(Cases, one =>
        {
            var table = Windows(one).Lag("key", 2).Lead("number").Lag("value").ToTable();
            Assert.Equal(Naive(one, (rows, i) => new Shifted(At(rows, i - 2)?.Key, At(rows, i + 1)?.Number, At(rows, i - 1)?.Value)), table.As<Shifted>());
            // What stands under a null is nothing that a reader could take for a value.
            var lagged = table.Doubles("value_lag_1");
            Assert.All(Enumerable.Range(0, lagged.Count).Where(lagged.IsNull), row => Assert.Equal(0, lagged.Values[row]));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Rolling_figures_are_those_of_the_rows_that_they_look_at() =>
        Prop.ForAll(Cases, Gen.Choose(1, 4).ToArbitrary(), Gen.Choose(1, 4).ToArbitrary(), (one, width, atLeast) =>
        {
            var table = Windows(one)
                .RollingSum("value", width, "sum", atLeast).RollingMean("value", width, "mean", atLeast).RollingStd("value", width, "std", atLeast)
                .RollingMin("value", width, "min", atLeast).RollingMax("key", width, "max", atLeast).RollingSum("number", width, "whole", atLeast).ToTable();
            var expected = Naive(one, (rows, i) =>
            {
                var seen = rows[Math.Max(0, i - width + 1)..(i + 1)];
                double[] values = [.. seen.Where(row => row.Value is not null).Select(row => row.Value!.Value)];
                Sample[] keys = [.. seen.Where(row => row.Key is not null)];
                long[] numbers = [.. seen.Where(row => row.Number is not null).Select(row => (long)row.Number!)];
                double? sum = values.Length < atLeast ? null : ExactSum.Of(values);
                return new Rolled(sum, sum / values.Length, values.Length < 2 ? null : Std(sum, values),
                    sum is null ? null : seen.Where(row => row.Value is not null).Order(Comparer<Sample>.Create(Sample.CompareValues)).First().Value,
                    keys.Length < atLeast ? null : keys.Order(Comparer<Sample>.Create(Sample.CompareKeys)).Last().Key,
                    numbers.Length < atLeast ? null : numbers.Sum());
            });

            Assert.Equal(expected, table.As<Rolled>());
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void All_lags_of_several_columns_are_named_and_ordered_as_features_are()
    {
        var table = new Table([TableColumn.Of("open", 1.0, 2.0, 3.0), TableColumn.Of<int>("volume", [10, null, 30])]).Windows().Lags(["open", "volume"], 4).ToTable();

        Assert.Equal("open volume open_lag_1 volume_lag_1 open_lag_2 volume_lag_2 open_lag_3 volume_lag_3 open_lag_4 volume_lag_4", string.Join(" ", table.Columns.Select(column => column.Name)));
        Assert.Equal([null, 1.0, 2.0], Enumerable.Range(0, 3).Select(table.Doubles("open_lag_1").At));
        Assert.Equal([null, null, 10], Enumerable.Range(0, 3).Select(table.Ints("volume_lag_2").At));
        Assert.Equal(3, table["open_lag_4"].NullCount);
        Assert.Equal([0, 0, 0], table.Ints("volume_lag_4").Values.ToArray());
    }

    [Fact]
    public void Lags_of_plain_rows_share_one_copy()
    {
        var table = new Table([TableColumn.Of<double>("x", new double[100_000].AsSpan())]);
        _ = table.Windows().Lags(["x"], 30).ToTable();
        var before = GC.GetAllocatedBytesForCurrentThread();
        _ = table.Windows().Lags(["x"], 30).ToTable();

        // 30 copies would be 24 MB; there are one of 0.8 MB, the row numbers of the partition, and 30 of bits.
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 800_000, 4_000_000);
    }

    [Fact]
    public void Rows_are_numbered_in_their_partition()
    {
        var table = new Table([TableColumn.Of("match", "a", "b", "a", "a"), TableColumn.Of("second", 3, 1, 2, 1)]);
        Assert.Equal([3, 1, 2, 1], table.Windows(["match"], ["second"]).RowNumber("shot").ToTable().Longs("shot").Values.ToArray());
    }

    [Fact]
    public void A_window_of_no_rows_and_a_sum_that_does_not_fit_are_errors()
    {
        var table = new Table([TableColumn.Of("x", long.MaxValue, 1)]);
        Assert.Equal("a window looks at 0 rows", Assert.Throws<BuildException>(() => table.Windows().Lag("x", 0)).Message);
        Assert.Equal("a rolling sum of column `x` is beyond what BIGINT holds", Assert.Throws<BuildException>(() => table.Windows().RollingSum("x", 2)).Message);
        Assert.Equal("there are two columns `x_lag_1`", Assert.Throws<BuildException>(() => table.Windows().Lag("x").Lag("x").ToTable()).Message);
    }

    private static Tables.Windows Windows((Sample[] Rows, bool Parted, bool Ordered) one) => one.Rows.ToTable().Windows(one.Parted ? ["key"] : null, one.Ordered ? [SortKey.Descending("number")] : null);

    private static T[] Naive<T>((Sample[] Rows, bool Parted, bool Ordered) one, Func<Sample[], int, T> look)
    {
        var found = new T[one.Rows.Length];
        foreach (var partition in one.Rows.Select((row, i) => (row, i)).GroupBy(pair => one.Parted ? pair.row.Key : ""))
        {
            var places = (one.Ordered ? partition.OrderBy(pair => pair.row, Comparer<Sample>.Create(Sample.CompareNumbersDown)) : partition.AsEnumerable()).ToArray();
            Sample[] rows = [.. places.Select(pair => pair.row)];
            for (var i = 0; i < places.Length; i++) found[places[i].i] = look(rows, i);
        }

        return found;
    }

    private static Sample? At(Sample[] rows, int i) => i >= 0 && i < rows.Length ? rows[i] : null;

    private static double? Std(double? sum, double[] values)
    {
        if (sum is null) return null;
        var mean = sum.Value / values.Length;
        double squares = values.Select(value => (value - mean) * (value - mean)).Sum(), rest = values.Select(value => value - mean).Sum();
        return Math.Sqrt(Math.Max(0, squares - rest * rest / values.Length) / (values.Length - 1));
    }
}
