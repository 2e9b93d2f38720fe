namespace Levain.Learning;

/// <summary>A table in a file as something to learn from: whole in memory where it fits easily, and piece by piece where not.</summary>
/// <param name="keep">A folder for what is encoded piece by piece, so that each piece is encoded once; null to encode it whenever it is read.</param>
internal sealed class StoredTable(string file, string target, string? weight, long memory = 0, int pieceRows = 1 << 20, string? keep = null)
{
    // Whole tables and their features both stand in memory while they are encoded, beside what training needs.
    private readonly long room = memory > 0 ? memory : GC.GetGCMemoryInfo().TotalAvailableMemoryBytes / 8;

    /// <param name="features">Found from the columns where it is null.</param>
    public TrainingSet Encode(ref FittedFeatures? features, IReadOnlyList<string> columns, int threads)
    {
        var pieces = Table.Pieces(file, pieceRows);
        // Features that look at rows before a row need those too, which may be in the piece before.
        if (pieces.Count > 1 && features is not { RowsBefore: > 0 } && !Fits(pieces, features?.Features.Count)) return InPieces(pieces, ref features, columns, threads);

        var whole = new LabelledTable(Table.At(file), target, weight);
        features ??= whole.Plain(columns, threads);
        return whole.Encode(features, threads);
    }

    private bool Fits(IReadOnlyList<(long From, int Rows, Func<Table> Read)> pieces, int? width) =>
        pieces.Sum(piece => (long)piece.Rows) * (width ?? pieces[0].Read().Columns.Count) * sizeof(float) < room;

    private TrainingSet InPieces(IReadOnlyList<(long From, int Rows, Func<Table> Read)> pieces, ref FittedFeatures? features, IReadOnlyList<string> columns, int threads)
    {
        var rows = pieces.Sum(piece => piece.Rows);
        var (labels, weights) = (new float[rows], new float[weight is null ? 0 : rows]);
        foreach (var piece in pieces)
        {
            var part = new LabelledTable(piece.Read(), target, weight);
            features ??= part.Plain(columns, threads);
            part.Labels(threads).CopyTo(labels, piece.From);
            if (weight is not null) part.Weights(threads).CopyTo(weights, piece.From);
        }

        var fitted = features!;
        return new(new PieceMatrix(fitted.Features, [.. pieces.Select((piece, i) => new MatrixPiece(piece.Rows, Kept(i, () => fitted.Encode(piece.Read(), threads))))]), labels, weights);
    }

    private Func<FeatureMatrix> Kept(int piece, Func<DenseMatrix> encode) => keep is null ? encode : new KeptPiece(Path.Combine(keep, FormattableString.Invariant($"piece{piece}")), encode).Read;
}
