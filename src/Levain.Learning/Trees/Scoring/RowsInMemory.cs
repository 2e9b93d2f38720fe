namespace Levain.Learning.Scoring;

/// <summary>Rows that follow each other in memory which the caller holds in place.</summary>
internal readonly unsafe struct RowsInMemory(float* values, int rowCount, int featureCount) : IRowBlocks
{
    public int RowCount => rowCount;

    public void Write(KeySlots slots, int first, int count, Span<int> keys)
    {
        for (var row = 0; row < count; row++) slots.WriteRow(new(values + (long)(first + row) * featureCount, featureCount), row, keys);
    }
}
