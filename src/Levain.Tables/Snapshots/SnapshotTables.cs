using Levain.Building;
using Levain.Locks;
using Levain.Store;

namespace Levain.Tables;

/// <summary>Looks into snapshots that are tables: counts their rows, names their columns, and compares them with what was pinned.</summary>
public sealed class SnapshotTables(IContentStore store)
{
    /// <summary>The change with rows and columns in what is to be pinned, and what became of them; null when the snapshot is no table or did not change.</summary>
    public (SnapshotChange Change, TableChange? Table) Look(SnapshotChange change, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(change);
        var (before, now) = (change.Before, change.Now);
        // The same bytes are the same table.
        if (before is not null && before.Content == now.Content) return (change with { Now = now with { Rows = before.Rows, Columns = before.Columns } }, null);
        if (Find(now) is not { } current) return (change, null);

        var statistics = current.Describe(cancellation);
        var counted = now with { Rows = statistics.Rows, Columns = [.. statistics.Columns.Select(column => new Column(column.Name, column.Type))] };
        var table = before is not null && store.HasWhole(before.Content) && Find(before) is { } old
            ? TableComparison.Of(old, statistics, current, cancellation)
            : new TableChange { Rows = statistics.Rows, RowsBefore = before?.Rows };
        return (change with { Now = counted }, table);
    }

    private TabularFiles? Find(Snapshot snapshot) => TabularFiles.Find(store.OpenArtifact(snapshot.Content), $"snapshot `{snapshot.Name}`", snapshot.Source, out _);
}
