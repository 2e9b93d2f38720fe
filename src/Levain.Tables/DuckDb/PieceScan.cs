using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Levain.Tables.DuckDb;

/// <summary>Rows that come as tables, one after the other, for a query that reads them once as it goes.</summary>
internal sealed class PieceSource(Schema schema, Func<IEnumerable<Table>> pieces)
{
    public Schema Schema => schema;

    /// <summary>How many rows there are in all; null when that is not known beforehand.</summary>
    public int? Rows { get; init; }

    public IEnumerable<Table> Pieces() => pieces();

    /// <summary>What ended the rows before their end; DuckDB would pass on its text alone.</summary>
    public Exception? Failure { get; set; }
}

/// <summary>A table function over the pieces of a source, of which only one is in memory: rows are handed out as they lie there, and columns that a query does not ask for are not touched.</summary>
internal static unsafe class PieceScan
{
    public static void Register(nint connection, string name, PieceSource source)
    {
        var function = Native.CreateTableFunction();
        try
        {
            Native.SetName(function, name);
            Native.SetExtra(function, GCHandle.ToIntPtr(GCHandle.Alloc(source)), &Free);
            Native.SetBind(function, &Bind);
            Native.SetInit(function, &Init);
            Native.SetFunction(function, &Next);
            Native.SupportProjection(function, true);
            if (Native.RegisterTableFunction(connection, function) != Native.Success) throw new BuildException($"there are two inputs `{name}`", "give one of them another name");
        }
        finally
        {
            Native.DestroyTableFunction(ref function);
        }
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Free(nint handle)
    {
        var held = GCHandle.FromIntPtr(handle);
        // The files behind the pieces are open until then.
        (held.Target as IDisposable)?.Dispose();
        held.Free();
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Bind(nint info)
    {
        var source = At<PieceSource>(Native.BindExtra(info));
        foreach (var field in source.Schema.Fields)
        {
            var type = DuckType.Handle(field.Type);
            Native.AddResultColumn(info, field.Name, type);
            Native.DestroyType(ref type);
        }

        if (source.Rows is { } rows) Native.SetCardinality(info, (ulong)rows, exact: true);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Init(nint info)
    {
        Native.SetMaxThreads(info, 1);
        var wanted = Enumerable.Range(0, (int)Native.InitColumnCount(info)).Select(i => (int)Native.InitColumnIndex(info, (ulong)i)).ToArray();
        Native.SetInitData(info, GCHandle.ToIntPtr(GCHandle.Alloc(new Walk(wanted))), &Free);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Next(nint info, nint chunk)
    {
        var source = At<PieceSource>(Native.FunctionExtra(info));
        try
        {
            var walk = At<Walk>(Native.FunctionInitData(info));
            if (!walk.Advance(source))
            {
                Native.SetChunkSize(chunk, 0);
                return;
            }

            var count = Math.Min(Native.ChunkRows, walk.Piece.RowCount - walk.Row);
            for (var i = 0; i < walk.Columns.Length; i++)
                if (walk.Columns[i] < walk.Piece.Columns.Count) VectorWriter.Fill(Native.ChunkVector(chunk, (ulong)i), walk.Piece.Columns[walk.Columns[i]], walk.Row, count);
            walk.Row += count;
            Native.SetChunkSize(chunk, (ulong)count);
        }
        catch (Exception error)
        {
            source.Failure = error;
            Native.SetFunctionError(info, error.Message);
        }
    }

    private static T At<T>(nint handle) where T : class => (T)GCHandle.FromIntPtr(handle).Target!;

    private sealed class Walk(int[] columns) : IDisposable
    {
        private IEnumerator<Table>? pieces;

        public int[] Columns => columns;

        public Table Piece { get; private set; } = new([]);

        public int Row { get; set; }

        /// <summary>Goes to a piece with rows left.</summary>
        public bool Advance(PieceSource source)
        {
            pieces ??= source.Pieces().GetEnumerator();
            while (Row == Piece.RowCount)
            {
                if (!pieces.MoveNext()) return false;
                (Piece, Row) = (pieces.Current, 0);
            }

            return true;
        }

        public void Dispose() => pieces?.Dispose();
    }
}
