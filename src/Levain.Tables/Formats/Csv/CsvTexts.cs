namespace Levain.Tables.Csv;

/// <summary>A column of text.</summary>
internal sealed class CsvTexts(Field column, int place, CsvDialect dialect) : CsvColumn(column, place)
{
    private const int Batch = 2048;

    private readonly StringColumnBuilder builder = new(column.Name);
    private readonly int[] codes = new int[Batch];

    public override ColumnBuilder Builder => builder;

    public override int Append(CsvBlock block, int start, int end)
    {
        for (var done = start; done < end; done += Batch)
        {
            var count = Math.Min(Batch, end - done);
            for (var i = 0; i < count; i++)
            {
                var text = block.Field(done + i, Place, out var quoted, out var escaped);
                codes[i] = !quoted && dialect.IsNull(text) ? -1 : builder.CodeOf(escaped ? CsvText.Unescaped(text, dialect) : text);
            }

            builder.AppendCodes(codes.AsSpan(0, count));
        }

        return -1;
    }
}
