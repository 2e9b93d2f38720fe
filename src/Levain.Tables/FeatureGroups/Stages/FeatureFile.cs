using Levain.Tables.DuckDb;

namespace Levain.Tables;

/// <summary>The result of a read as the file of a stage's output: it need not fit into memory.</summary>
internal static class FeatureFile
{
    // The same everywhere, as for every query.
    private const long Memory = 4L << 30;

    /// <param name="select">Makes what is read available, and says the query, whose rows have a total order.</param>
    public static Table Write(StageContext context, Func<DuckSession, string> select)
    {
        using var session = DuckSession.Open(new()
        {
            Threads = Math.Max(1, context.Threads),
            Memory = Memory,
            TemporaryFolder = Path.Combine(context.Scratch, "spilled"),
            Cancellation = context.Cancellation,
        });
        var file = Path.Combine(context.Scratch, "rows.parquet");
        session.WriteParquet(select(session), file);
        return Table.At(file);
    }
}
