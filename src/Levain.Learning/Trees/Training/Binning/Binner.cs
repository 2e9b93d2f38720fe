namespace Levain.Learning.Training;

/// <summary>Puts the values of a matrix into the bins of known cuts.</summary>
internal static unsafe class Binner
{
    private const int PieceRows = 4096;

    public static BinnedMatrix Bin(FeatureMatrix matrix, IReadOnlyList<ColumnProfile> profiles, Crew crew)
    {
        var binned = new BinnedMatrix(matrix.RowCount, profiles);
        var pieces = new List<SparsePiece>();
        var works = new Workplace?[crew.Threads];
        foreach (var (first, part) in matrix.Pieces())
        {
            var before = pieces.Count;
            pieces.AddRange(new SparsePiece[(part.RowCount + PieceRows - 1) / PieceRows]);
            crew.RunPieces(part.RowCount, PieceRows, (start, count, worker) =>
            {
                var work = works[worker] ??= new(binned, PieceRows);
                pieces[before + (start / PieceRows)] = part is SparseMatrix sparse ? work.FromRows(sparse, start, first, count) : work.FromColumns(part, start, first, count);
            });
        }

        if (binned.SparseFeatures.Length > 0) Join(binned, pieces, crew);
        return binned;
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
    private sealed class Workplace(BinnedMatrix binned, int most)
    {
        private readonly float[] values = new float[most];
        private readonly byte[] bins = new byte[(long)most * Math.Max(1, binned.SparseFeatures.Length)];
        private readonly List<int> places = [];

        // Features whose missing value is rare: a row of a sparse matrix that lacks one has a place to show for it.
        private readonly int[] rarelyMissing = [.. binned.SparseFeatures.Where(feature => binned.Profiles[feature].CommonBin != binned.Profiles[feature].Cuts.Missing)];

        /// <param name="before">How many rows come before the matrix.</param>
        public SparsePiece FromColumns(FeatureMatrix matrix, int start, int before, int count)
        {
            var first = before + start;
            foreach (var feature in binned.DenseFeatures)
            {
                var to = binned.Column(feature) + first;
                BinsOf(matrix, feature, start, before, count, to);
                var at = binned.DenseRows + ((long)first * binned.DenseStride) + binned.SlotOf(feature);
                for (var row = 0; row < count; row++, at += binned.DenseStride) *at = to[row];
            }

            if (binned.SparseFeatures.Length == 0) return default;
            fixed (byte* sparse = bins)
            {
                for (var i = 0; i < binned.SparseFeatures.Length; i++) BinsOf(matrix, binned.SparseFeatures[i], start, before, count, sparse + ((long)i * most));
            }

            places.Clear();
            var counts = new int[count];
            for (var row = 0; row < count; row++)
            {
                var placed = places.Count;
                for (var i = 0; i < binned.SparseFeatures.Length; i++) Add(binned.SparseFeatures[i], bins[(i * most) + row]);
                counts[row] = places.Count - placed;
            }

            return new(first, [.. places], counts);
        }

        public SparsePiece FromRows(SparseMatrix matrix, int start, int before, int count)
        {
            var first = before + start;
            foreach (var feature in binned.DenseFeatures)
            {
                var missing = binned.Profiles[feature].Cuts.Missing;
                new Span<byte>(binned.Column(feature) + first, count).Fill(missing);
                var at = binned.DenseRows + ((long)first * binned.DenseStride) + binned.SlotOf(feature);
                for (var row = 0; row < count; row++, at += binned.DenseStride) *at = missing;
            }

            places.Clear();
            var counts = new int[count];
            for (var row = 0; row < count; row++)
            {
                var placed = places.Count;
                Row(matrix, start + row, first + row);
                counts[row] = places.Count - placed;
            }

            return binned.SparseFeatures.Length == 0 ? default : new(first, [.. places], counts);
        }

        private void Row(SparseMatrix matrix, int row, int target)
        {
            var features = matrix.RowFeatures(row);
            var numbers = matrix.RowValues(row);
            var next = 0;
            for (var i = 0; i < features.Length; i++)
            {
                var (feature, bin) = (features[i], binned.Profiles[features[i]].Cuts.BinOf(numbers[i]));
                if (float.IsInfinity(numbers[i])) throw Infinite(matrix, feature, target);
                if (binned.IsDense(feature))
                {
                    binned.Column(feature)[target] = bin;
                    binned.DenseRows[((long)target * binned.DenseStride) + binned.SlotOf(feature)] = bin;
                    continue;
                }

                for (; next < rarelyMissing.Length && rarelyMissing[next] < feature; next++) Add(rarelyMissing[next], binned.Profiles[rarelyMissing[next]].Cuts.Missing);
                if (next < rarelyMissing.Length && rarelyMissing[next] == feature) next++;
                Add(feature, bin);
            }

            for (; next < rarelyMissing.Length; next++) Add(rarelyMissing[next], binned.Profiles[rarelyMissing[next]].Cuts.Missing);
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
                if (float.IsInfinity(piece[i])) throw Infinite(matrix, feature, before + start + i);
            }

            binned.Profiles[feature].Cuts.BinsOf(piece, to);
        }

        private static BuildException Infinite(FeatureMatrix matrix, int feature, int row) =>
            new($"feature `{matrix.Features[feature].Name}` is infinite in row {row + 1}", "make it missing, or a number");
    }
}
