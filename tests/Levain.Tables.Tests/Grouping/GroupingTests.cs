using FsCheck;
using FsCheck.Fluent;
using Levain.Numerics;

namespace Levain.Tables.Tests.Grouping;

public class GroupingTests
{
    [Fact]
    public void Groups_answer_as_a_naive_model_does_in_order_of_first_appearance() =>
        Prop.ForAll(Sample.Some.ToArbitrary(), rows =>
        {
            var expected = rows.GroupBy(row => (row.Key, row.Number)).Select(group => new Answer(
                group.Key.Key, group.Key.Number, group.LongCount(), Values(group).Length, Values(group).Distinct().LongCount(),
                Sum(Values(group)), Sum(Values(group)) / Values(group).Length,
                Values(group).Length == 0 ? null : group.Where(row => row.Value is not null).Order(Comparer<Sample>.Create(Sample.CompareValues)).First().Value,
                Values(group).Length == 0 ? null : group.Where(row => row.Value is not null).Order(Comparer<Sample>.Create(Sample.CompareValues)).Last().Value,
                group.First().Value, group.Last().Value));
            var found = rows.ToTable().GroupBy("key", "number").Aggregate(
                Aggregate.Count(), Aggregate.CountOf("value", "there"), Aggregate.CountDistinct("value", "different"), Aggregate.Sum("value", "sum"), Aggregate.Mean("value", "mean"),
                Aggregate.Min("value", "min"), Aggregate.Max("value", "max"), Aggregate.First("value", "first"), Aggregate.Last("value", "last"));

            Assert.Equal(expected, found.As<Answer>());
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Any_column_is_a_key_and_equal_values_are_one() =>
        Prop.ForAll(Sample.Some.ToArbitrary(), rows =>
        {
            var groups = rows.ToTable().GroupBy("value");
            Assert.Equal(rows.Select(row => row.Value).Distinct(), Enumerable.Range(0, groups.Count).Select(groups.Keys.Doubles("value").At));
            Assert.Equal(rows.Select((row, i) => (row.Value, i)).GroupBy(pair => pair.Value).Select(group => group.Select(pair => pair.i).ToArray()),
                Enumerable.Range(0, groups.Count).Select(group => groups.Rows(group).ToArray()));
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Many_different_keys_keep_their_codes()
    {
        var table = new Table([TableColumn.Of<long>("a", Enumerable.Range(0, 100_000).Select(i => (long)i % 33_331 << 20).ToArray().AsSpan()), TableColumn.Of<int>("b", Enumerable.Range(0, 100_000).ToArray().AsSpan())]);
        var groups = table.GroupBy("a").Aggregate(Aggregate.Count(), Aggregate.Sum("b"));

        Assert.Equal(33_331, groups.RowCount);
        Assert.Equal(100_000, groups.Longs("count").Values.ToArray().Sum());
        Assert.Equal(7 + 33_338 + 66_669, groups.Longs("b_sum").Values[7]);
        Assert.Equal(100_000, table.GroupBy("a", "b").Count);
    }

    [Fact]
    public void Spread_and_quantiles_are_those_of_the_definition()
    {
        var table = new Table([TableColumn.Of<double>("x", [1e9 + 4, null, 1e9 + 7, 1e9 + 13, 1e9 + 16])]);
        var answer = table.GroupBy().Aggregate(
            Aggregate.Variance("x", "var"), Aggregate.Std("x", "std"), Aggregate.Median("x", "median"), Aggregate.Quantile("x", 0.25, "low"), Aggregate.Quantile("x", 1, "top"));

        Assert.Equal(1, answer.RowCount);
        // Deviations -6, -3, 3, 6: (36 + 9 + 9 + 36) / 3.
        Assert.Equal(30, answer.Doubles("var")[0]);
        Assert.Equal(Math.Sqrt(30), answer.Doubles("std")[0]);
        Assert.Equal(1e9 + 10, answer.Doubles("median")[0]);
        Assert.Equal(1e9 + 6.25, answer.Doubles("low")[0]);
        Assert.Equal(1e9 + 16, answer.Doubles("top")[0]);
        Assert.True(table[..1].GroupBy().Aggregate(Aggregate.Std("x"))["x_std"].IsNull(0));
    }

    [Fact]
    public void Whole_numbers_and_decimals_keep_their_kind()
    {
        var table = new Table([TableColumn.Of("i", int.MaxValue, int.MaxValue), TableColumn.Of("b", true, true), TableColumn.Of("d", 0.1m, 0.2m), TableColumn.Of("t", "b", "a")]);
        var answer = table.GroupBy().Aggregate(Aggregate.Sum("i"), Aggregate.Sum("b"), Aggregate.Sum("d"), Aggregate.Min("t"));

        Assert.Equal(2L * int.MaxValue, answer.Longs("i_sum")[0]);
        Assert.Equal(2, answer.Longs("b_sum")[0]);
        Assert.Equal(0.3m, answer.Decimals("d_sum")[0]);
        Assert.Equal("a", answer.Strings("t_min")[0]);
    }

    [Fact]
    public void A_sum_does_not_depend_on_the_order_of_rows() =>
        Prop.ForAll(Sample.Plain.ToArbitrary(), rows =>
        {
            static Table Sums(IEnumerable<Sample> rows) => rows.ToTable().GroupBy().Aggregate(Aggregate.Sum("value"), Aggregate.Std("value"));
            Assert.Equal(Sums(rows).As<SumAndStd>(), Sums(rows.Reverse()).As<SumAndStd>());
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void A_sum_that_does_not_fit_is_an_error()
    {
        var table = new Table([TableColumn.Of("x", long.MaxValue, 1), TableColumn.Of("d", decimal.MaxValue, 1)]);
        Assert.Equal("the sum of column `x` is beyond what its type holds", Assert.Throws<BuildException>(() => table.GroupBy().Aggregate(Aggregate.Sum("x"))).Message);
        Assert.Equal("the sum of column `d` is beyond what its type holds", Assert.Throws<BuildException>(() => table.GroupBy().Aggregate(Aggregate.Sum("d"))).Message);
        Assert.Equal("a quantile of column `x` is at 1.5, which is not between 0 and 1", Assert.Throws<BuildException>(() => Aggregate.Quantile("x", 1.5, "q")).Message);
    }

    private static double[] Values(IEnumerable<Sample> rows) => [.. rows.Where(row => row.Value is not null).Select(row => row.Value!.Value)];

    private static double? Sum(double[] values) => values.Length == 0 ? null : ExactSum.Of(values);

    public sealed record Answer(string? Key, int? Number, long Count, long There, long Different, double? Sum, double? Mean, double? Min, double? Max, double? First, double? Last);

    public sealed record SumAndStd(double? ValueSum, double? ValueStd);
}
