namespace Levain.Tables.Csv;

/// <summary>All columns of a table on their way.</summary>
internal sealed class CsvColumns
{
    private readonly CsvReading reading;
    private readonly CsvColumn[] columns;
    private readonly StringColumnBuilder? files;

    public CsvColumns(CsvReading reading, IReadOnlyList<ColumnType> types)
    {
        this.reading = reading;
        columns = [.. reading.Shape.Fields.Select((field, i) => CsvColumn.For(new Field(field.Name, types[i]), field.Field, reading.Dialect, reading.Notation))];
        if (reading.FileColumn is { } name) files = new(name);
    }

    public void Append(IReadOnlyList<CsvBlock> blocks)
    {
        var misfits = new (int Block, int Row)?[columns.Length];
        reading.Each(columns.Length, i =>
        {
            for (var block = 0; block < blocks.Count; block++)
            {
                var row = columns[i].Append(blocks[block], 0, blocks[block].Rows);
                if (row < 0) continue;
                misfits[i] = (block, row);
                return;
            }
        });
        ThrowFirst(blocks, misfits);
        if (files is not null)
            foreach (var block in blocks) AppendFile(block, block.Rows);
    }

    /// <summary>Appends some rows of a block.</summary>
    public void Append(CsvBlock block, int start, int end)
    {
        var misfits = new (int Block, int Row)?[columns.Length];
        for (var i = 0; i < columns.Length; i++)
            if (columns[i].Append(block, start, end) is >= 0 and var row) misfits[i] = (0, row);
        ThrowFirst([block], misfits);
        if (files is not null) AppendFile(block, end - start);
        Rows += end - start;
    }

    /// <summary>How many were appended by parts since the last table was built.</summary>
    public int Rows { get; private set; }

    /// <param name="emptyAsText">Whether a column without any value becomes one of text.</param>
    public Table Build(bool emptyAsText = false)
    {
        Rows = 0;
        return new([.. columns.Select(column => Built(column, emptyAsText)), .. files is null ? Array.Empty<TableColumn>() : [files.Build()]]);
    }

    private void ThrowFirst(IReadOnlyList<CsvBlock> blocks, (int Block, int Row)?[] misfits)
    {
        var first = -1;
        for (var i = 0; i < misfits.Length; i++)
            if (misfits[i] is { } at && (first < 0 || at.CompareTo(misfits[first]!.Value) < 0)) first = i;
        if (first >= 0) throw new CsvMisfit(blocks[misfits[first]!.Value.Block], misfits[first]!.Value.Row, columns[first]);
    }

    private void AppendFile(CsvBlock block, int count)
    {
        var code = files!.CodeOf(System.Text.Encoding.UTF8.GetBytes(block.File.Relative));
        var codes = new int[count];
        Array.Fill(codes, code);
        files.AppendCodes(codes);
    }

    private static TableColumn Built(CsvColumn column, bool emptyAsText)
    {
        var built = column.Builder.Build();
        if (!emptyAsText || built.NullCount < built.Count) return built;
        var texts = new StringColumnBuilder(column.Column.Name, built.Count);
        for (var i = 0; i < built.Count; i++) texts.AppendNull();
        return texts.Build();
    }
}
