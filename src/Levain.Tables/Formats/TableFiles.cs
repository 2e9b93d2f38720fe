using Levain.Tables.DuckDb;

namespace Levain.Tables;

/// <summary>Files as tables, for stages that read and write themselves.</summary>
public static class TableFiles
{
    /// <summary>Reads a file, or all files of a folder in ordinal order of their names, as one table.</summary>
    /// <param name="threads">They make it faster, and change nothing.</param>
    /// <param name="name">What messages call the file; null takes the last part of the path.</param>
    public static Table Read(string path, TableFormat format, int threads = 1, string? name = null, CancellationToken cancellation = default) =>
        format.Read(InputFiles.At(path, name), new(Math.Max(1, threads), Cancellation: cancellation));

    /// <summary>Writes what a file or folder holds as one Parquet file, row group by row group: it need not fit into memory.</summary>
    public static void ToParquet(string path, TableFormat format, string target, long? memory = null, string? name = null, CancellationToken cancellation = default)
    {
        // One thread, because the bytes of Parquet depend on who comes first.
        using var session = DuckSession.Open(new() { Threads = 1, Memory = memory, Cancellation = cancellation });
        var files = InputFiles.At(path, name);
        Half.OrWhole(target, half => format.Saying(files, () =>
        {
            format.AddView(session, "rows", files);
            session.WriteParquet("SELECT * FROM rows", half);
            return true;
        }));
    }
}
