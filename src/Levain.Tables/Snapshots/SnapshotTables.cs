using Levain.Building;
using Levain.Locks;
using Levain.Store;
using Levain.Tables.Statistics;

namespace Levain.Tables;

/// <summary>Looks into snapshots that are tables: counts their rows, names their columns, and compares them with what was pinned.</summary>
/// <param name="formats">How pipelines say that snapshots are read, by their names; the others go by the names of their files.</param>
public sealed class SnapshotTables(IContentStore store, IReadOnlyDictionary<string, TableFormat>? formats = null)
{
    /// <summary>What pipelines declare, by the names of snapshots. Where two read one differently, neither counts.</summary>
    public static IReadOnlyDictionary<string, TableFormat> Declared(IEnumerable<Pipeline> pipelines) =>
        pipelines.SelectMany(pipeline => pipeline.Snapshots).OfType<TableSnapshot>().GroupBy(snapshot => snapshot.Name, StringComparer.Ordinal)
            .Where(same => same.Select(snapshot => snapshot.Format).Distinct().Count() == 1).ToDictionary(same => same.Key, same => same.First().Format, StringComparer.Ordinal);

    /// <summary>The change with rows and columns in what is to be pinned, and what became of them; null when the snapshot is no table or did not change.</summary>
    public (SnapshotChange Change, TableChange? Table) Look(SnapshotChange change, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        var (before, now) = (change.Before, change.Now);
        // The same bytes are the same table.
        if (before is not null && before.Content == now.Content) return (change with { Now = now with { Rows = before.Rows, Columns = before.Columns } }, null);
        if (Find(now) is not { } current) return (change, null);

        TableStatistics statistics;
        try
        {
            statistics = current.Describe(cancellation);
        }
        catch (BuildException error)
        {
            // Whoever pins files need not be able to read them here: they are told, and decide.
            return (change, new TableChange { Problem = error.Message });
        }

        var counted = now with { Rows = statistics.Rows, Columns = [.. statistics.Columns.Select(column => new Column(column.Name, column.Type))] };
        return (change with { Now = counted }, before is null ? new TableChange { Rows = statistics.Rows } : Compared(before, statistics, current, cancellation));
    }

    private TableChange Compared(Snapshot before, TableStatistics statistics, TabularFiles current, CancellationToken cancellation)
    {
        var alone = new TableChange { Rows = statistics.Rows, RowsBefore = before.Rows };
        if (!store.HasWhole(before.Content)) return alone with { Problem = "the pinned bytes are not here to compare with" };
        if (Find(before) is not { } old) return alone;
        try
        {
            return TableComparison.Of(old, statistics, current, cancellation);
        }
        catch (BuildException error)
        {
            return alone with { Problem = $"the pinned table cannot be compared with: {error.Message}" };
        }
    }

    private TabularFiles? Find(Snapshot snapshot) => TabularFiles.Find(store.OpenArtifact(snapshot.Content), snapshot.Name, snapshot.Source, formats?.GetValueOrDefault(snapshot.Name), out _);
}
