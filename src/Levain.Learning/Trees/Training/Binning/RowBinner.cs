namespace Levain.Learning.Training;

/// <summary>Bins the rows of a sparse matrix: once to count their places, and once to write them where they stay.</summary>
internal sealed unsafe class RowBinner(BinnedMatrix binned, SparseMatrix matrix)
{
    // Features whose missing value is rare: a row that lacks one has a place to show for it.
    private readonly int[] rarelyMissing = [.. binned.SparseFeatures.Where(feature => binned.Profiles[feature].CommonBin != binned.Profiles[feature].Cuts.Missing)];

    public void Fill(Crew crew)
    {
        var rows = new NativeArray<long>(binned.RowCount + 1L);
        crew.RunPieces(binned.RowCount, Binner.PieceRows, (start, count, _) =>
        {
            FillMissing(start, count);
            for (var row = start; row < start + count; row++) rows.Start[row + 1] = Bin(row, null);
        });
        rows.Start[0] = 0;
        for (var row = 0; row < binned.RowCount; row++) rows.Start[row + 1] += rows.Start[row];
        var places = new NativeArray<int>(rows.Start[binned.RowCount]);
        crew.RunPieces(binned.RowCount, Binner.PieceRows, (start, count, _) =>
        {
            for (var row = start; row < start + count; row++) Bin(row, places.Start + rows.Start[row]);
        });
        if (binned.SparseFeatures.Length > 0)
        {
            binned.SetSparse(places, rows, crew);
            return;
        }

        places.Dispose();
        rows.Dispose();
    }

    private void FillMissing(int start, int count)
    {
        foreach (var feature in binned.DenseFeatures)
        {
            var missing = binned.Profiles[feature].Cuts.Missing;
            new Span<byte>(binned.Column(feature) + start, count).Fill(missing);
            for (var row = start; row < start + count; row++) binned.DenseRow(row)[binned.SlotOf(feature)] = missing;
        }
    }

    /// <summary>Counts the places of a row, and writes them unless there is nowhere to.</summary>
    private int Bin(int row, int* to)
    {
        var features = matrix.RowFeatures(row);
        var values = matrix.RowValues(row);
        var (count, next) = (0, 0);
        for (var i = 0; i < features.Length; i++)
        {
            var (feature, value) = (features[i], values[i]);
            if (float.IsInfinity(value)) throw Binner.Infinite(matrix, feature, row);
            var bin = binned.Profiles[feature].Cuts.BinOf(value);
            if (binned.IsDense(feature))
            {
                binned.Column(feature)[row] = bin;
                binned.DenseRow(row)[binned.SlotOf(feature)] = bin;
                continue;
            }

            for (; next < rarelyMissing.Length && rarelyMissing[next] < feature; next++) Add(rarelyMissing[next], binned.Profiles[rarelyMissing[next]].Cuts.Missing);
            if (next < rarelyMissing.Length && rarelyMissing[next] == feature) next++;
            Add(feature, bin);
        }

        for (; next < rarelyMissing.Length; next++) Add(rarelyMissing[next], binned.Profiles[rarelyMissing[next]].Cuts.Missing);
        return count;

        void Add(int feature, int bin)
        {
            if (bin == binned.Profiles[feature].CommonBin) return;
            if (to is not null) to[count] = binned.PlaceOf(feature) + bin;
            count++;
        }
    }
}
