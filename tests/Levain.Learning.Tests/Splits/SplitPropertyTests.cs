using FsCheck;
using FsCheck.Fluent;
using Levain.Learning.Splits;

namespace Levain.Learning.Tests.Splits;

/// <summary>What every division of a table must satisfy, whatever the table.</summary>
public sealed class SplitPropertyTests
{
    private static readonly Arbitrary<(int Seed, double[] Shares, int[] Keys, int Folds)> Cases = Arb.From(
        from seed in Gen.Choose(0, 1000)
        from shares in Gen.Elements<double[]>([0.6, 0.2, 0.2], [0.8, 0, 0.2], [1 / 3.0, 1 / 3.0, 1 / 3.0], [0.07, 0.29, 0.64], [0.5, 0.5, 0], [0.001, 0.998, 0.001])
        from most in Gen.Elements(1, 3, 50, 300)
        from keys in Gen.Choose(0, most).ArrayOf()
        from folds in Gen.Choose(2, 7)
        select (seed, shares, keys, folds));

    [Fact]
    public void Every_row_is_in_exactly_one_part_and_parts_have_their_sizes() => Prop.ForAll(Cases, one =>
    {
        var sizes = Largest(one.Keys.Length, one.Shares);
        if (!IsDivided(Rows(one.Keys), Random(one), IsFull(sizes, one.Shares), out var parts)) return;

        Assert.Equal(Enumerable.Range(0, one.Keys.Length), parts.SelectMany(part => part).Order());
        Assert.All(parts, part => Assert.Equal(part.Order(), part));
        Assert.Equal(sizes, parts.Select(part => part.Length));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Strata_have_their_shares_within_one_row_and_so_have_all_rows() => Prop.ForAll(Cases, one =>
    {
        var sizes = Largest(one.Keys.Length, one.Shares);
        if (!IsDivided(Rows(one.Keys), Random(one) with { StratifyBy = "key" }, IsFull(sizes, one.Shares), out var parts)) return;

        Assert.Equal(sizes, parts.Select(part => part.Length));
        foreach (var stratum in one.Keys.CountBy(key => key))
            for (var part = 0; part < 3; part++)
                Assert.InRange(parts[part].Count(row => one.Keys[row] == stratum.Key) - (stratum.Value * one.Shares[part]), -1, 1);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Groups_are_whole_and_their_number_has_the_shares() => Prop.ForAll(Cases, one =>
    {
        var sizes = Largest(one.Keys.Distinct().Count(), one.Shares);
        if (!IsDivided(Rows(one.Keys), Random(one) with { GroupBy = ["key"] }, IsFull(sizes, one.Shares), out var parts)) return;

        var groups = parts.Select(part => part.Select(row => one.Keys[row]).Distinct().ToArray()).ToArray();
        Assert.Equal(one.Keys.Distinct().Order(), groups.SelectMany(group => group).Order());
        Assert.Equal(sizes, groups.Select(group => group.Length));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Every_row_is_a_test_row_of_one_fold_and_a_training_row_of_the_others() => Prop.ForAll(Cases, one =>
    {
        if (one.Keys.Length < one.Folds) return;
        var tests = Folds(one, new KFold(one.Folds) { Seed = (ulong)one.Seed });

        Assert.Equal(Enumerable.Range(0, one.Keys.Length), tests.SelectMany(test => test).Order());
        Assert.InRange(tests.Max(test => test.Length) - tests.Min(test => test.Length), 0, 1);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Folds_have_strata_and_sizes_even_within_one_row() => Prop.ForAll(Cases, one =>
    {
        if (one.Keys.Length < one.Folds) return;
        var tests = Folds(one, new KFold(one.Folds) { Seed = (ulong)one.Seed, StratifyBy = "key" });

        Assert.InRange(tests.Max(test => test.Length) - tests.Min(test => test.Length), 0, 1);
        foreach (var key in one.Keys.Distinct())
        {
            var counts = tests.Select(test => test.Count(row => one.Keys[row] == key)).ToArray();
            Assert.InRange(counts.Max() - counts.Min(), 0, 1);
        }
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Folds_have_groups_whole_and_differ_by_no_more_than_the_largest() => Prop.ForAll(Cases, one =>
    {
        if (one.Keys.Distinct().Count() < one.Folds) return;
        var tests = Folds(one, new KFold(one.Folds) { Seed = (ulong)one.Seed, GroupBy = ["key"] });

        Assert.Equal(one.Keys.Distinct().Order(), tests.SelectMany(test => test.Select(row => one.Keys[row]).Distinct()).Order());
        Assert.InRange(tests.Max(test => test.Length) - tests.Min(test => test.Length), 0, one.Keys.CountBy(key => key).Max(group => group.Value));
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void Parts_by_time_follow_each_other_with_the_gap_between_them() => Prop.ForAll(Cases, one =>
    {
        if (one.Keys.Length == 0) return;
        var gap = one.Seed % 3;
        var split = new TimeSplit("day") { TestRows = one.Folds, ValidationRows = 1 + (one.Seed % 5), Gap = TimeSpan.FromDays(gap) };
        var beforeTest = one.Keys.Where(key => key < one.Keys.Order().TakeLast(one.Folds).First() - gap).Order().ToArray();
        var beforeValidation = beforeTest.Where(key => key < beforeTest.TakeLast(1 + (one.Seed % 5)).First() - gap);
        if (!IsDivided(Rows(one.Keys), split, beforeValidation.Any(), out var parts)) return;

        var days = parts.Select(part => part.Select(row => one.Keys[row]).ToArray()).ToArray();
        Assert.True(days[0].Max() < days[1].Min() - gap && days[1].Max() < days[2].Min() - gap);
        // As many as were asked for, and beyond them only such as share the first moment.
        Assert.True(days[2].Count(day => day > days[2].Min()) < one.Folds && days[2].Length >= one.Folds);
        Assert.Equal(one.Keys.Count(key => key >= days[2].Min()), days[2].Length);
        Assert.Equal(one.Keys.Count(key => key < days[1].Min() - gap), days[0].Length);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void No_row_of_the_future_is_in_a_training_part() => Prop.ForAll(Cases, one =>
    {
        if (one.Keys.Length == 0) return;
        var cutOffs = new RollingOrigin("day", 2) { Horizon = TimeSpan.FromDays(one.Folds), Step = TimeSpan.FromDays(3), MinimumHistory = TimeSpan.FromDays(1) };
        for (var number = 1; number <= 2; number++)
        {
            var cutOff = one.Keys.Max() - one.Folds - (3 * (2 - number));
            var test = Where(one.Keys, day => day > cutOff && day <= cutOff + one.Folds);
            var hasHistory = one.Keys.Max() - one.Folds - 3 > one.Keys.Min();
            if (!IsDivided(Rows(one.Keys), cutOffs with { Number = number }, hasHistory && test.Length > 0, out var parts)) continue;

            Assert.Equal(Where(one.Keys, day => day <= cutOff), parts[0]);
            Assert.Equal(test, parts[2]);
        }
    }).QuickCheckThrowOnFailure();

    private static RandomSplit Random((int Seed, double[] Shares, int[] Keys, int Folds) one) => new(one.Shares[0], one.Shares[1], one.Shares[2]) { Seed = (ulong)one.Seed };

    private static Table Rows(int[] keys) => new(
    [
        TableColumn.Of("row", [.. Enumerable.Range(0, keys.Length)]), TableColumn.Of("key", keys),
        TableColumn.Of("day", [.. keys.Select(key => new DateOnly(2024, 1, 1).AddDays(key))]),
    ]);

    private static int[][] Folds((int Seed, double[] Shares, int[] Keys, int Folds) one, KFold folds) => [.. Enumerable.Range(1, one.Folds).Select(number =>
    {
        var parts = (folds with { Number = number }).Divide(Rows(one.Keys));
        var test = Numbers(parts.Test.Rows);
        Assert.Equal(Enumerable.Range(0, one.Keys.Length).Except(test), Numbers(parts.Training));
        return test;
    })];

    /// <summary>The rows of the three parts, where the table can be divided; refused in one of the sentences for it where not.</summary>
    private static bool IsDivided(Table rows, TableSplit split, bool expected, out int[][] numbers)
    {
        if (!expected)
        {
            var refusal = Assert.Throws<BuildException>(() => split.Divide(rows)).Message;
            Assert.Contains(new[] { "part is empty", "no rows to split", "has history for" }, known => refusal.Contains(known, StringComparison.Ordinal));
            numbers = [];
            return false;
        }

        var parts = split.Divide(rows);
        numbers = [Numbers(parts.Training), split.Makes(RowPart.Validation) ? Numbers(parts.Validation) : [], split.Makes(RowPart.Test) ? Numbers(parts.Test.Rows) : []];
        return true;
    }

    private static bool IsFull(int[] sizes, double[] shares) => sizes.Zip(shares).All(part => part.First > 0 || part.Second == 0);

    private static int[] Numbers(Table rows) => rows.Ints("row").Values.ToArray();

    private static int[] Where(int[] keys, Func<int, bool> keep) => [.. Enumerable.Range(0, keys.Length).Where(row => keep(keys[row]))];

    // By definition, in another way than the split: one row after the other to the part that is furthest below its share after flooring.
    private static int[] Largest(int total, double[] shares)
    {
        var exact = shares.Select(share => decimal.Round((decimal)share, 12) * total).ToArray();
        exact[0] = total - exact[1] - exact[2];
        var sizes = exact.Select(size => (int)Math.Floor(size)).ToArray();
        while (sizes.Sum() < total)
        {
            var next = Enumerable.Range(0, 3).MaxBy(part => exact[part] - sizes[part]);
            sizes[next]++;
        }

        return sizes;
    }
}
