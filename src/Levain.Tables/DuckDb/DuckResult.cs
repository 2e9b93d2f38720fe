namespace Levain.Tables.DuckDb;

/// <summary>The rows of a query, chunk by chunk.</summary>
internal sealed class DuckResult : IDisposable
{
    private readonly DuckSession session;
    private Native.Result result;
    private nint statement, chunk;
    private bool ended;

    internal DuckResult(DuckSession session, nint statement, Native.Result result)
    {
        (this.session, this.statement, this.result) = (session, statement, result);
        Columns = [.. Enumerable.Range(0, (int)Native.ColumnCount(ref this.result)).Select(ReadColumn)];
    }

    public IReadOnlyList<DuckColumn> Columns { get; }

    /// <summary>Goes to the next chunk; what the one before handed out is gone then.</summary>
    /// <returns>False behind the last one.</returns>
    public bool Read(out DuckChunk rows)
    {
        Release();
        rows = default;
        if (ended) return false;
        session.Cancellation.ThrowIfCancellationRequested();
        chunk = Native.FetchChunk(result);
        if (chunk == 0)
        {
            ended = true;
            var error = Native.ResultError(ref result);
            return error == 0 ? false : throw session.Error(Native.TextAt(error));
        }

        rows = new DuckChunk(chunk);
        return true;
    }

    /// <summary>Appends all rows that are left to the builders of the columns.</summary>
    public void AppendTo(IReadOnlyList<ColumnBuilder> builders)
    {
        while (Read(out var chunk))
            for (var i = 0; i < Columns.Count; i++) VectorReader.Append(builders[i], chunk.Column(i), Columns[i].Name);
    }

    public void Dispose()
    {
        Release();
        if (statement == 0) return;
        Native.DestroyResult(ref result);
        Native.DestroyPrepare(ref statement);
    }

    private void Release()
    {
        if (chunk != 0) Native.DestroyChunk(ref chunk);
    }

    private DuckColumn ReadColumn(int index)
    {
        var type = Native.ColumnLogicalType(ref result, (ulong)index);
        try
        {
            return new DuckColumn(Native.TextAt(Native.ColumnName(ref result, (ulong)index)), DuckType.Read(type));
        }
        finally
        {
            Native.DestroyType(ref type);
        }
    }
}

/// <summary>A column of a result.</summary>
internal sealed record DuckColumn(string Name, DuckType Type);
