using Levain.Learning;

namespace Levain.Bench.Trees;

/// <summary>A third numbers, some of them missing; the rest categories of 5 to 100 kinds, and indicators.</summary>
internal sealed class CategoriesSet(int rows, int testRows, int columns) : TreesSet("categories", rows, testRows, columns)
{
    public override IReadOnlyList<Feature> Features { get; } = [.. Enumerable.Range(0, columns).Select(column => new Feature($"f{column}", KindOf(column)))];

    public override float Fill(long row, Span<float> values)
    {
        var logit = -0.8;
        for (var column = 0; column < values.Length; column++)
        {
            values[column] = KindOf(column) switch
            {
                FeatureKind.Category => Code(column, row),
                FeatureKind.Indicator => Uniform(column, row) < 0.1 + column % 10 * 0.08 ? 1 : 0,
                _ => Uniform(2000 + column, row) < 0.05 ? float.NaN : (float)Normal(column, row),
            };
            logit += column < 24 ? Effect(column, values[column]) : 0;
        }

        return Draw(logit, row);
    }

    private static FeatureKind KindOf(int column) => (column % 3, column % 2) switch { (0, _) => FeatureKind.Number, (1, _) => FeatureKind.Category, (_, 0) => FeatureKind.Indicator, _ => FeatureKind.Category };

    private static int KindCount(int column) => 5 + column * 23 % 96;

    // Low codes are common, high ones rare.
    private static int Code(int column, long row)
    {
        var u = Uniform(column, row);
        return (int)(u * u * KindCount(column));
    }

    private static double Effect(int column, float value) => KindOf(column) switch
    {
        FeatureKind.Category => 0.45 * Normal(3000 + column, (long)value),
        FeatureKind.Indicator => value * (column % 4 == 0 ? 0.4 : -0.3),
        _ => float.IsNaN(value) ? 0.3 : 0.3 * value * (column % 2 == 0 ? 1 : Math.Abs(value)),
    };
}
