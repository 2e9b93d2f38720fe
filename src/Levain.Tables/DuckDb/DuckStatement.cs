namespace Levain.Tables.DuckDb;

/// <summary>A statement that was read and bound, and not run.</summary>
internal sealed class DuckStatement : IDisposable
{
    private nint statement;

    public DuckStatement(nint connection, string sql)
    {
        if (Native.Prepare(connection, sql, out statement) == Native.Success)
        {
            Columns = [.. Enumerable.Range(0, (int)Native.PreparedColumnCount(statement)).Select(ReadColumn)];
            return;
        }

        var error = DuckException.Of(Native.TextAt(Native.PrepareError(statement)));
        Dispose();
        throw error;
    }

    public IReadOnlyList<DuckColumn> Columns { get; }

    public void Dispose()
    {
        if (statement != 0) Native.DestroyPrepare(ref statement);
    }

    private DuckColumn ReadColumn(int index)
    {
        var type = Native.PreparedColumnType(statement, (ulong)index);
        try
        {
            return new DuckColumn(Native.TakeText(Native.PreparedColumnName(statement, (ulong)index)), DuckType.Read(type));
        }
        finally
        {
            Native.DestroyType(ref type);
        }
    }
}
