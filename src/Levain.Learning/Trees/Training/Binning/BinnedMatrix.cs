namespace Levain.Learning.Training;

/// <summary>The bins of all rows and features: what training reads instead of numbers.</summary>
/// <remarks>
/// A feature of which most rows have the same bin is sparse: only the rows with another bin are kept, as places in a histogram.
/// The others are dense and kept twice: by row, where histograms are summed, and by feature, where rows are told apart.
/// </remarks>
internal sealed unsafe class BinnedMatrix : IDisposable
{
    /// <summary>How many places a dense feature has in a histogram.</summary>
    public const int Places = 256;

    /// <summary>From this share of rows with the same bin on, reading only the others is faster.</summary>
    private const double SparseShare = 0.8;

    // Where a dense feature stands among the dense ones; of a sparse one the complement of where it stands among the sparse.
    private readonly int[] slots, starts;
    private NativeArray<byte>? denseRows, denseColumns;
    private SparseColumns? sparseColumns;

    public BinnedMatrix(int rowCount, ColumnProfile[] profiles)
    {
        (RowCount, Profiles) = (rowCount, profiles);
        (slots, starts) = (new int[profiles.Length], new int[profiles.Length]);
        for (var feature = 0; feature < profiles.Length; feature++)
        {
            if (profiles[feature].CommonShare < SparseShare) slots[feature] = DenseCount++;
            else slots[feature] = -1;
        }

        DenseFeatures = [.. Enumerable.Range(0, profiles.Length).Where(feature => slots[feature] >= 0)];
        SparseFeatures = [.. Enumerable.Range(0, profiles.Length).Where(feature => slots[feature] < 0)];
        // Kernels take four features at a time, or two: what is filled up is counted at places behind the last feature.
        DenseWidth = DenseCount <= 2 ? (DenseCount + 1) / 2 * 2 : (DenseCount + 3) / 4 * 4;
        DenseStride = DenseWidth <= 16 ? (int)System.Numerics.BitOperations.RoundUpToPowerOf2((uint)DenseWidth) : (DenseWidth + 15) / 16 * 16;
        SparseStart = DenseWidth * Places;
        PlaceCount = SparseStart;
        for (var feature = 0; feature < profiles.Length; feature++)
        {
            starts[feature] = slots[feature] >= 0 ? slots[feature] * Places : PlaceCount;
            if (slots[feature] < 0) PlaceCount += profiles[feature].Cuts.BinCount + 1;
        }

        denseRows = new((long)rowCount * DenseStride, clear: DenseCount < DenseStride);
        denseColumns = new((long)rowCount * DenseCount);
    }

    public int RowCount { get; }

    public ColumnProfile[] Profiles { get; }

    public int DenseCount { get; private set; }

    public int DenseWidth { get; }

    public int DenseStride { get; }

    public int[] DenseFeatures { get; }

    public int[] SparseFeatures { get; }

    /// <summary>Where the places of sparse features begin in a histogram.</summary>
    public int SparseStart { get; }

    /// <summary>How many places a histogram has.</summary>
    public int PlaceCount { get; }

    public byte* DenseRows => denseRows!.Start;

    /// <summary>The bins of the dense features of a row.</summary>
    public byte* DenseRow(int row) => DenseRows + ((long)row * DenseStride);

    /// <summary>The places of the sparse features of all rows, one row after the other, and where each row begins.</summary>
    public NativeArray<int>? SparsePlaces { get; private set; }

    public NativeArray<long>? SparseRows { get; private set; }

    public bool IsDense(int feature) => slots[feature] >= 0;

    /// <summary>The first place of a feature in a histogram; its bins follow each other, the missing one last.</summary>
    public int PlaceOf(int feature) => starts[feature];

    public int SlotOf(int feature) => slots[feature];

    /// <summary>The bins of a dense feature, row by row.</summary>
    public byte* Column(int feature) => denseColumns!.Start + ((long)slots[feature] * RowCount);

    public int BinOf(int row, int feature) => IsDense(feature) ? DenseRows[((long)row * DenseStride) + slots[feature]] : SparseBinOf(row, feature);

    /// <summary>Takes the places over, and turns them round by feature too where that takes no more than a few times as much.</summary>
    public void SetSparse(NativeArray<int> places, NativeArray<long> rows, Crew crew)
    {
        (SparsePlaces, SparseRows) = (places, rows);
        if (SparseColumns.Bytes(RowCount, SparseFeatures.Length, places.Length) > (4 * sizeof(int) * places.Length) + (1 << 20)) return;

        var ofPlace = new (int Feature, byte Bin)[PlaceCount];
        for (var i = 0; i < SparseFeatures.Length; i++)
        {
            slots[SparseFeatures[i]] = ~i;
            for (var bin = 0; bin <= Profiles[SparseFeatures[i]].Cuts.BinCount; bin++) ofPlace[starts[SparseFeatures[i]] + bin] = (i, (byte)bin);
        }

        sparseColumns = new(RowCount, SparseFeatures.Length, rows, places, ofPlace, crew);
    }

    /// <summary>A sparse feature by rows, or null where only rows by features are kept.</summary>
    public SparseColumn? SparseColumnOf(int feature) => sparseColumns?.Of(~slots[feature], Profiles[feature].CommonBin);

    public int SparseBinOf(int row, int feature)
    {
        if (sparseColumns is not null) return sparseColumns.Of(~slots[feature], Profiles[feature].CommonBin).BinOf(row);

        var (first, bins) = (starts[feature], Profiles[feature].Cuts.BinCount);
        int* place = SparsePlaces!.Start + SparseRows!.Start[row], end = SparsePlaces.Start + SparseRows.Start[row + 1];
        // Places rise: the first that is not before the feature's is of it, or the row has none of it.
        var at = new ReadOnlySpan<int>(place, (int)(end - place)).BinarySearch(first);
        place += at < 0 ? ~at : at;
        return place < end && *place <= first + bins ? *place - first : Profiles[feature].CommonBin;
    }

    public void Dispose()
    {
        denseRows?.Dispose();
        denseColumns?.Dispose();
        SparsePlaces?.Dispose();
        SparseRows?.Dispose();
        sparseColumns?.Dispose();
        (denseRows, denseColumns) = (null, null);
    }
}
