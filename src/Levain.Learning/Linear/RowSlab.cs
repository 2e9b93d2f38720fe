namespace Levain.Learning.Linear;

/// <summary>Blocks of rows that are in memory together.</summary>
internal sealed record RowSlab(int Start, int Rows, int Offset, int Size, ReadOnlyMemory<float>[] Columns)
{
    public int BlockCount => (Rows + Size - 1) / Size;

    public RowBlock Block(int index) => new(Start + (index * Size), Math.Min(Size, Rows - (index * Size)), Columns, Offset + (index * Size));
}
