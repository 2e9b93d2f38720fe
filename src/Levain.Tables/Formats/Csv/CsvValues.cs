namespace Levain.Tables.Csv;

/// <summary>A column of values that are parsed.</summary>
internal sealed class CsvValues<T, TText>(Field column, int place, CsvDialect dialect, CsvNotation notation) : CsvColumn(column, place)
    where T : unmanaged
    where TText : IValueText<T>
{
    private const int Batch = 2048;

    private readonly ValueColumnBuilder<T> builder = new(column);
    private readonly T[] values = new T[Batch];
    private readonly ulong[] there = new ulong[Batch / 64];

    public override ColumnBuilder Builder => builder;

    public override int Append(CsvBlock block, int start, int end)
    {
        for (var done = start; done < end; done += Batch)
        {
            var count = Math.Min(Batch, end - done);
            var bad = Read(block, done, count);
            if (bad >= 0) return bad;
            builder.Append(values.AsSpan(0, count), there);
        }

        return -1;
    }

    private int Read(CsvBlock block, int first, int count)
    {
        Array.Fill(there, ulong.MaxValue);
        for (var i = 0; i < count; i++)
        {
            var text = block.Field(first + i, Place, out var quoted, out var escaped);
            if (!quoted && dialect.IsNull(text)) Bits.Clear(there, i);
            else if (!TText.TryRead(escaped ? CsvText.Unescaped(text, dialect) : text, notation, Column.Type, out values[i])) return first + i;
        }

        return -1;
    }
}
