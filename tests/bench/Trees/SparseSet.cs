using Levain.Learning;
using Levain.Numerics;

namespace Levain.Bench.Trees;

/// <summary>Of a hundred features a row has between 2 and 14 of a hundred, some features more often than others.</summary>
internal sealed class SparseSet(int rows, int testRows, int columns) : TreesSet("sparse", rows, testRows, columns)
{
    public override IReadOnlyList<Feature> Features { get; } = [.. Enumerable.Range(0, columns).Select(column => new Feature($"f{column}"))];

    public override bool IsSparse => true;

    public override float Fill(long row, Span<float> values)
    {
        var logit = -0.5;
        for (var column = 0; column < values.Length; column++)
        {
            values[column] = float.NaN;
            if (Uniform(column, row) >= 0.02 + 0.12 * (column * 37 % 100) / 100) continue;
            var amount = -Elementary.Log(1 - Uniform(1000 + column, row));
            values[column] = column % 2 == 0 ? (float)amount : (float)Math.Ceiling(2 * amount);
            logit += (column % 7 - 3) * 0.25 * (column % 5 == 0 ? values[column] : 1);
        }

        if (values.Length > 20 && !float.IsNaN(values[8]) != !float.IsNaN(values[18])) logit += 0.8;
        return Draw(logit, row);
    }
}
