namespace Levain.Learning.Training;

/// <summary>Bins a matrix feature by feature, some rows at a time.</summary>
internal static unsafe class ColumnBinner
{
    public static void Fill(BinnedMatrix binned, FeatureMatrix matrix, Crew crew)
    {
        var pieces = new List<SparsePiece>();
        var works = new Workplace?[crew.Threads];
        foreach (var (first, part) in matrix.Pieces())
        {
            var before = pieces.Count;
            pieces.AddRange(new SparsePiece[(part.RowCount + Binner.PieceRows - 1) / Binner.PieceRows]);
            crew.RunPieces(part.RowCount, Binner.PieceRows, (start, count, worker) => pieces[before + (start / Binner.PieceRows)] = (works[worker] ??= new(binned)).Fill(part, start, first, count));
        }

        if (binned.SparseFeatures.Length > 0) Join(binned, pieces, crew);
    }

    private static void Join(BinnedMatrix binned, List<SparsePiece> pieces, Crew crew)
    {
        var starts = new long[pieces.Count + 1];
        for (var i = 0; i < pieces.Count; i++) starts[i + 1] = starts[i] + pieces[i].Places.Length;
        var (places, rows) = (new NativeArray<int>(starts[^1]), new NativeArray<long>(binned.RowCount + 1L));
        crew.Run(pieces.Count, (piece, _) =>
        {
            var at = starts[piece];
            pieces[piece].Places.CopyTo(places.Span(at, pieces[piece].Places.Length));
            for (var i = 0; i < pieces[piece].Counts.Length; i++)
            {
                rows.Start[pieces[piece].FirstRow + i] = at;
                at += pieces[piece].Counts[i];
            }
        });
        rows.Start[binned.RowCount] = starts[^1];
        binned.SetSparse(places, rows, crew);
    }

    /// <summary>The sparse places of some rows, and how many each has.</summary>
    private readonly record struct SparsePiece(int FirstRow, int[] Places, int[] Counts);

    /// <summary>What one thread works with.</summary>
    private sealed class Workplace(BinnedMatrix binned)
    {
        private readonly float[] values = new float[Binner.PieceRows];
        private readonly byte[] bins = new byte[(long)Binner.PieceRows * binned.SparseFeatures.Length];
        private readonly List<int> places = [];

        /// <param name="before">How many rows come before the matrix.</param>
        public SparsePiece Fill(FeatureMatrix matrix, int start, int before, int count)
        {
            var first = before + start;
            foreach (var feature in binned.DenseFeatures)
            {
                var to = binned.Column(feature) + first;
                BinsOf(matrix, feature, start, before, count, to);
                var at = binned.DenseRow(first) + binned.SlotOf(feature);
                for (var row = 0; row < count; row++, at += binned.DenseStride) *at = to[row];
            }

            return binned.SparseFeatures.Length == 0 ? default : FillSparse(matrix, start, before, count);
        }

        private SparsePiece FillSparse(FeatureMatrix matrix, int start, int before, int count)
        {
            fixed (byte* sparse = bins)
            {
                for (var i = 0; i < binned.SparseFeatures.Length; i++) BinsOf(matrix, binned.SparseFeatures[i], start, before, count, sparse + ((long)i * Binner.PieceRows));
            }

            places.Clear();
            var counts = new int[count];
            for (var row = 0; row < count; row++)
            {
                var placed = places.Count;
                for (var i = 0; i < binned.SparseFeatures.Length; i++) Add(binned.SparseFeatures[i], bins[(i * Binner.PieceRows) + row]);
                counts[row] = places.Count - placed;
            }

            return new(before + start, [.. places], counts);
        }

        private void Add(int feature, int bin)
        {
            if (bin != binned.Profiles[feature].CommonBin) places.Add(binned.PlaceOf(feature) + bin);
        }

        private void BinsOf(FeatureMatrix matrix, int feature, int start, int before, int count, byte* to)
        {
            var piece = values.AsSpan(0, count);
            matrix.CopyColumn(feature, start, piece);
            for (var i = 0; i < piece.Length; i++)
            {
                if (float.IsInfinity(piece[i])) throw Binner.Infinite(matrix, feature, before + start + i);
            }

            binned.Profiles[feature].Cuts.BinsOf(piece, to);
        }
    }
}
