namespace Levain.Tables.Csv;

/// <summary>Reads files into a table: cut into records block by block, then parsed column by column.</summary>
internal sealed class CsvReading
{
    // Whole chunks of DuckDB's, so that what streams into a file is cut as what comes from one table.
    private const int PieceRows = 16 * DuckDb.Native.ChunkRows;

    private readonly CsvFormat format;
    private readonly InputFiles files;
    private readonly Reading reading;
    private readonly CsvDialect dialect;
    private readonly CsvNotation notation;
    private readonly CsvShape shape;
    private ColumnType[]? types;

    public CsvReading(CsvFormat format, InputFiles files, Reading reading)
    {
        (this.format, this.files, this.reading) = (format, files, reading);
        dialect = CsvDialect.Of(format);
        notation = CsvNotation.Of(format, exact: format.Columns.Count == 0);
        using var first = new CsvBlocks(files.Files[0], format, dialect, reading.BlockSize);
        shape = CsvShape.Of(format, files.Files[0], first.Header, first.CountFields());
        if (format.Columns.Count > 0) types = [.. shape.Fields.Select(field => field.Type!)];
    }

    /// <summary>The columns with the types that fit every value of every file.</summary>
    public Schema Schema => SchemaOf(WholeTypes());

    public Table Table()
    {
        // Types that fit the first blocks mostly fit all; and when they do, the first that fits the whole is no other.
        var guessed = types is null;
        var reader = new CsvColumns(this, types ??= FoundTypes(wholly: false));
        try
        {
            foreach (var window in Windows()) reader.Append(window);
            return reader.Build(emptyAsText: guessed);
        }
        catch (CsvMisfit) when (guessed)
        {
            types = FoundTypes(wholly: true);
            return Table();
        }
        catch (CsvMisfit misfit)
        {
            throw misfit.Error(format);
        }
    }

    /// <summary>The rows piece by piece, which need not all fit into memory.</summary>
    public IEnumerable<Table> Pieces()
    {
        var reader = new CsvColumns(this, WholeTypes());
        foreach (var window in Windows())
            foreach (var block in window)
                for (var row = 0; row < block.Rows;)
                {
                    var end = Math.Min(block.Rows, row + PieceRows - reader.Rows);
                    Append(reader, block, row, end);
                    if (reader.Rows == PieceRows) yield return reader.Build();
                    row = end;
                }

        if (reader.Rows > 0) yield return reader.Build();
    }

    private void Append(CsvColumns reader, CsvBlock block, int start, int end)
    {
        try
        {
            reader.Append(block, start, end);
        }
        catch (CsvMisfit misfit)
        {
            throw misfit.Error(format);
        }
    }

    internal CsvDialect Dialect => dialect;

    internal CsvNotation Notation => notation;

    internal CsvShape Shape => shape;

    internal string? FileColumn => format.FileColumn;

    internal int Threads => reading.Threads;

    internal void Each(int count, Action<int> body)
    {
        if (reading.Threads == 1 || count == 1)
        {
            for (var i = 0; i < count; i++) body(i);
            return;
        }

        Parallel.For(0, count, new ParallelOptions { MaxDegreeOfParallelism = reading.Threads, CancellationToken = reading.Cancellation }, body);
    }

    private ColumnType[] WholeTypes() => types ??= FoundTypes(wholly: true);

    private Schema SchemaOf(ColumnType[] found) =>
        new([.. shape.Fields.Select((field, i) => new Field(field.Name, found[i])), .. format.FileColumn is { } file ? [new Field(file, ColumnType.String)] : Array.Empty<Field>()]);

    private ColumnType[] FoundTypes(bool wholly)
    {
        var fits = shape.Fields.Select(field => new CsvFit(field.Field)).ToArray();
        foreach (var window in Windows())
        {
            Each(fits.Length, i =>
            {
                foreach (var block in window)
                    fits[i].Narrow(block, dialect, notation);
            });
            if (!wholly) break;
        }

        return [.. fits.Select(fit => wholly ? fit.Type : fit.Guess)];
    }

    // Blocks that are cut together: as many as threads, whose number does not decide where they are cut.
    private IEnumerable<IReadOnlyList<CsvBlock>> Windows()
    {
        foreach (var file in files.Files)
        {
            using var blocks = new CsvBlocks(file, format, dialect, reading.BlockSize);
            shape.CheckSame(files.Files[0], file, blocks.Header);
            if (format.Header && blocks.Header is null) throw CsvError.Empty(file);
            var window = new List<CsvBlock>();
            while (true)
            {
                reading.Cancellation.ThrowIfCancellationRequested();
                window.Clear();
                while (window.Count < reading.Threads && blocks.Next() is { } block) window.Add(block);
                if (window.Count == 0) break;
                Each(window.Count, i => window[i].Cut(dialect, shape.Names.Count));
                foreach (var block in window)
                    if (block.Fault is not null) throw CsvError.Form(block, format, shape.Names);
                yield return window;
                foreach (var block in window) block.GiveBack();
            }
        }
    }
}
