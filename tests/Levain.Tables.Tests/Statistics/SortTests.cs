using FsCheck;
using FsCheck.Fluent;
using Levain.Tables.Statistics;

namespace Levain.Tables.Tests.Statistics;

public sealed class SortTests
{
    [Theory]
    [InlineData(0, 1)]
    [InlineData(1, 1)]
    [InlineData(5_000, long.MaxValue)]
    [InlineData(5_000, 300)]
    [InlineData(700, 1)]
    [InlineData(70_000, 1 << 20)]
    public void Keys_are_sorted_as_an_array_sorts_them(int count, long range)
    {
        var random = new Random(11);
        long[] keys = [.. Enumerable.Range(0, count).Select(_ => random.NextInt64(-range, range))];
        long[] expected = [.. keys.Order()];

        KeySort.Sort(keys, new long[count]);

        Assert.Equal(expected, keys);
    }

    [Fact]
    public void Keys_of_doubles_sort_as_the_doubles_do() => Prop.ForAll<NormalFloat, NormalFloat>((left, right) =>
        KeyScale.Key(left.Get).CompareTo(KeyScale.Key(right.Get)) == left.Get.CompareTo(right.Get)
        && new KeyScale(ColumnKind.Double).Number(KeyScale.Key(left.Get)) == left.Get).QuickCheckThrowOnFailure();

    [Fact]
    public void Merged_runs_have_what_both_have() => Prop.ForAll<int[], int[]>((left, right) =>
    {
        var merged = Run(left).With(Run(right));
        var expected = left.Concat(right).CountBy(key => (long)key).OrderBy(pair => pair.Key).ToList();
        return merged.Keys.SequenceEqual(expected.Select(pair => pair.Key).ToArray()) && merged.Counts.SequenceEqual(expected.Select(pair => (long)pair.Value).ToArray());
    }).QuickCheckThrowOnFailure();

    private static SortedRun Run(int[] keys) => SortedRun.Of([.. keys.Select(key => (long)key).Order()]);
}
