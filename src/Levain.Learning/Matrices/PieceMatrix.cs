namespace Levain.Learning;

/// <summary>A matrix that is larger than memory: it is made piece by piece whenever somebody goes through it, and only one piece is there at a time.</summary>
public sealed class PieceMatrix : FeatureMatrix
{
    private readonly IReadOnlyList<MatrixPiece> pieces;
    private readonly Lock reading = new();
    private (int Index, FeatureMatrix? Matrix) last = (-1, null);

    /// <param name="pieces">In the order of the rows.</param>
    public PieceMatrix(IReadOnlyList<Feature> features, IReadOnlyList<MatrixPiece> pieces) : base(features, pieces.Sum(piece => piece.RowCount)) => this.pieces = pieces;

    public override void CopyRow(int row, Span<float> values)
    {
        var (index, start) = At(row);
        Piece(index).CopyRow(row - start, values);
    }

    public override void CopyColumn(int feature, int start, Span<float> values)
    {
        while (values.Length > 0)
        {
            var (index, first) = At(start);
            var count = Math.Min(values.Length, first + pieces[index].RowCount - start);
            Piece(index).CopyColumn(feature, start - first, values[..count]);
            start += count;
            values = values[count..];
        }
    }

    /// <summary>These rows, which now are in memory. Rows that stand near each other are taken fastest in their order.</summary>
    public override DenseMatrix Take(ReadOnlySpan<int> rows)
    {
        var columns = new float[Features.Count][];
        foreach (ref var column in columns.AsSpan()) column = new float[rows.Length];
        var values = new float[Features.Count];
        for (var i = 0; i < rows.Length; i++)
        {
            CopyRow(rows[i], values);
            for (var feature = 0; feature < values.Length; feature++) columns[feature][i] = values[feature];
        }

        return new(Features, columns);
    }

    internal override IEnumerable<(int Start, FeatureMatrix Piece)> Pieces()
    {
        var start = 0;
        for (var index = 0; index < pieces.Count; index++)
        {
            yield return (start, Piece(index));
            start += pieces[index].RowCount;
        }
    }

    private (int Index, int Start) At(int row)
    {
        var start = 0;
        for (var index = 0; index < pieces.Count; start += pieces[index++].RowCount)
        {
            if (row < start + pieces[index].RowCount) return (index, start);
        }

        throw new ArgumentOutOfRangeException(nameof(row));
    }

    private FeatureMatrix Piece(int index)
    {
        lock (reading)
        {
            if (last.Index != index)
            {
                // The one before goes first: two would be twice the memory.
                last = (-1, null);
                last = (index, pieces[index].Read());
            }

            return last.Matrix!;
        }
    }
}
