namespace Levain.Learning.Linear;

/// <summary>Some rows that stand together, which one thread goes through.</summary>
/// <param name="Start">The first of them among all rows.</param>
/// <param name="Offset">Where they stand in <paramref name="Columns"/>.</param>
internal readonly record struct RowBlock(int Start, int Count, ReadOnlyMemory<float>[] Columns, int Offset)
{
    public ReadOnlySpan<float> Column(int feature) => Columns[feature].Span.Slice(Offset, Count);
}
