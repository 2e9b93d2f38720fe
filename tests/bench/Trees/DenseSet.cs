using Levain.Learning;
using Levain.Numerics;

namespace Levain.Bench.Trees;

/// <summary>Like HIGGS: continuous features, of which the first carry the signal by their products and bends, the last quarter are made from others, and the rest are noise.</summary>
internal sealed class DenseSet(int rows, int testRows, int columns) : TreesSet("dense", rows, testRows, columns)
{
    public override IReadOnlyList<Feature> Features { get; } = [.. Enumerable.Range(0, columns).Select(column => new Feature($"f{column}"))];

    public override float Fill(long row, Span<float> values)
    {
        var drawn = values.Length - values.Length / 4;
        for (var column = 0; column < drawn; column++)
        {
            var z = Normal(column, row);
            // Amounts, angles and plain numbers, as physics has them.
            values[column] = (float)(column % 3 == 0 ? Elementary.Exp(0.5 * z) : column % 3 == 1 ? z : 3.1 * Math.Clamp(z / 3, -1, 1));
        }

        for (var column = drawn; column < values.Length; column++)
        {
            var (left, right) = (values[(column - drawn) * 2 % drawn], values[((column - drawn) * 2 + 1) % drawn]);
            values[column] = (float)Math.Sqrt(left * left + right * right + 0.1 * Math.Abs(Normal(column, row)));
        }

        var logit = 1.6 * values[1] * (values[0] - 1.1) + 0.9 * Math.Abs(values[2]) - 0.8;
        if (drawn > 8) logit += 1.1 * (values[3] > 1.2 ? values[4] : -0.5 * values[5]) + 0.7 * values[7] * values[8] - 0.3 * values[6];
        if (drawn > 12) logit += 0.8 * Elementary.Sin(2 * values[10]) + 0.4 * (values[9] - 1) * values[11];
        return Draw(logit, row);
    }
}
