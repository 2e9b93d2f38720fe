using Levain.Numerics;

namespace Levain.Learning.Tests.XGBoost;

/// <summary>Made-up data that can be learned from, and what tests of XGBoost need of the machine.</summary>
internal static class XGBoostSets
{
    public static void MustBeInstalled() => Assert.SkipUnless(Learning.XGBoost.IsInstalled, "XGBoost's library is not installed: apt-get install libxgboost0");

    public static IReadOnlyList<Feature> Features(int count) => [.. Enumerable.Range(0, count).Select(i => new Feature($"f{i}"))];

    /// <summary>Labels of 0 and 1 that depend on the first two features; every seventh value is missing.</summary>
    public static TrainingSet Dense(int rows, int columns = 5, ulong seed = 1) => new(new DenseMatrix(Features(columns), [.. Enumerable.Range(0, columns).Select(column => Column(rows, column, seed))]), Labels(rows, seed));

    public static float[] Labels(int rows, ulong seed = 1)
    {
        var random = new CounterRandom(seed, 99);
        var (first, second) = (Column(rows, 0, seed), Column(rows, 1, seed));
        return [.. Enumerable.Range(0, rows).Select(row => Known(first[row]) + Known(second[row]) * Known(second[row]) + 0.3 * random.Normal((ulong)row) > 0.7 ? 1f : 0f)];
    }

    private static double Known(float value) => float.IsNaN(value) ? 0 : value;

    public static float[] Column(int rows, int column, ulong seed = 1)
    {
        var random = new CounterRandom(seed, (ulong)column);
        return [.. Enumerable.Range(0, rows).Select(row => (row + column) % 7 == 0 ? float.NaN : (float)random.Normal((ulong)row))];
    }
}
