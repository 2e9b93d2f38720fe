using System.Runtime.InteropServices;

namespace Levain.Learning.Training;

/// <summary>Which codes a category has, and how many rows have each.</summary>
internal sealed class CategoryCount(Feature feature, int most)
{
    private const int PieceRows = 4096, CodeLimit = 1 << 24;

    private readonly Dictionary<float, long> seen = [];
    private long missing, rows;

    public void Add(FeatureMatrix matrix, int index)
    {
        var values = new float[PieceRows];
        for (var start = 0; start < matrix.RowCount && seen.Count <= most; start += PieceRows)
        {
            var piece = values.AsSpan(0, Math.Min(PieceRows, matrix.RowCount - start));
            matrix.CopyColumn(index, start, piece);
            rows += piece.Length;
            foreach (var value in piece)
            {
                if (float.IsNaN(value)) missing++;
                else CollectionsMarshal.GetValueRefOrAddDefault(seen, value, out _)++;
            }
        }
    }

    public ColumnProfile ToProfile()
    {
        foreach (var value in seen.Keys)
        {
            if (value < 0 || value >= CodeLimit || value != (int)value)
                throw new BuildException(FormattableString.Invariant($"feature `{feature.Name}` is a category, and {value} is no code of one: codes are whole numbers from 0 on"), "encode the texts of the column as codes, or make it a number");
        }

        if (seen.Count > most)
            throw new BuildException(FormattableString.Invariant($"feature `{feature.Name}` has more categories than the {most} that there are bins for"), "join rare categories, or encode the feature by frequency");

        // A category that is always missing is like a number that is: nothing to split by.
        var cuts = seen.Count == 0 ? Cuts.Number(feature, []) : Cuts.Category(feature, [.. seen.Keys.Order().Select(code => (int)code)]);
        var (common, count) = (cuts.BinCount, missing);
        foreach (var (code, times) in seen)
        {
            if (times > count || (times == count && cuts.BinOf(code) < common)) (common, count) = (cuts.BinOf(code), times);
        }

        return new(cuts, common, (double)count / Math.Max(1, rows));
    }
}
