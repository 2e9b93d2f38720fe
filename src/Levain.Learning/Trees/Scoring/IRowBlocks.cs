namespace Levain.Learning.Scoring;

/// <summary>Rows that can be prepared in blocks; a struct, so that nothing is allocated and nothing is called virtually.</summary>
internal interface IRowBlocks
{
    int RowCount { get; }

    /// <summary>Writes the keys of rows from <paramref name="first"/> on.</summary>
    void Write(KeySlots slots, int first, int count, Span<int> keys);
}
