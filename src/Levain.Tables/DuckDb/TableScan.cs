using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Levain.Tables.DuckDb;

/// <summary>A table function that hands out the rows of a <see cref="Table"/> as they lie in memory: what a query does not ask for is not touched.</summary>
internal static unsafe class TableScan
{
    /// <summary>Makes the rows of <paramref name="table"/> available as <c>name()</c>.</summary>
    public static void Register(nint connection, string name, Table table)
    {
        var function = Native.CreateTableFunction();
        try
        {
            Native.SetName(function, name);
            // Freed by DuckDB, with the function.
            Native.SetExtra(function, GCHandle.ToIntPtr(GCHandle.Alloc(table)), &Free);
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
    private static void Free(nint handle) => GCHandle.FromIntPtr(handle).Free();

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Bind(nint info)
    {
        var table = At<Table>(Native.BindExtra(info));
        foreach (var column in table.Columns)
        {
            var type = DuckType.Handle(column.Type);
            Native.AddResultColumn(info, column.Name, type);
            Native.DestroyType(ref type);
        }

        Native.SetCardinality(info, (ulong)table.RowCount, exact: true);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Init(nint info)
    {
        // One after the other, in their order.
        Native.SetMaxThreads(info, 1);
        var wanted = Enumerable.Range(0, (int)Native.InitColumnCount(info)).Select(i => (int)Native.InitColumnIndex(info, (ulong)i)).ToArray();
        Native.SetInitData(info, GCHandle.ToIntPtr(GCHandle.Alloc(new Reading(wanted))), &Free);
    }

    [UnmanagedCallersOnly(CallConvs = [typeof(CallConvCdecl)])]
    private static void Next(nint info, nint chunk)
    {
        // An exception must not cross into the library.
        try
        {
            var table = At<Table>(Native.FunctionExtra(info));
            var reading = At<Reading>(Native.FunctionInitData(info));
            var count = Math.Min(Native.ChunkRows, table.RowCount - reading.Row);
            for (var i = 0; i < reading.Columns.Length; i++)
                // The row id, when nothing but the number of rows is asked for, is no column of ours.
                if (reading.Columns[i] < table.Columns.Count) VectorWriter.Fill(Native.ChunkVector(chunk, (ulong)i), table.Columns[reading.Columns[i]], reading.Row, count);
            reading.Row += count;
            Native.SetChunkSize(chunk, (ulong)count);
        }
        catch (Exception error)
        {
            Native.SetFunctionError(info, error.Message);
        }
    }

    private static T At<T>(nint handle) where T : class => (T)GCHandle.FromIntPtr(handle).Target!;

    private sealed class Reading(int[] columns)
    {
        public int[] Columns => columns;

        public int Row { get; set; }
    }
}
