using Levain.Numerics;

namespace Levain.Learning.Training;

/// <summary>Which features a tree, a level and a node may ask.</summary>
internal sealed class FeatureSample
{
    private readonly int[] features;
    private readonly BoostingOptions options;
    private readonly CounterRandom random;

    public FeatureSample(int count, BoostingOptions options, CounterRandom random)
    {
        (this.options, this.random) = (options, random);
        features = Some([.. Enumerable.Range(0, count)], options.ColumnsPerTree, random);
    }

    /// <param name="start">Where the rows of the node begin, which on a level is its own.</param>
    public int[] For(int depth, int start)
    {
        if (options is { ColumnsPerLevel: 1, ColumnsPerNode: 1 }) return features;
        var level = random.Fork((ulong)depth + 1);
        return Some(Some(features, options.ColumnsPerLevel, level), options.ColumnsPerNode, level.Fork((ulong)start + 1));
    }

    /// <summary>A share of the features, at least one, in their order.</summary>
    private static int[] Some(int[] features, double share, CounterRandom random)
    {
        if (share == 1) return features;
        var count = Math.Max(1, (int)(features.Length * share));
        var chosen = random.Permutation(features.Length).AsSpan(0, count);
        chosen.Sort();
        var some = new int[count];
        for (var i = 0; i < count; i++) some[i] = features[chosen[i]];
        return some;
    }
}
