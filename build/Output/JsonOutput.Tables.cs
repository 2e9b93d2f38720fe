using System.Text.Json;
using Levain.Building;
using Levain.Tables;
using Levain.Tables.Statistics;

namespace Levain.Host.Output;

/// <content>What targets print that look into tables.</content>
internal static partial class JsonOutput
{
    /// <summary><c>levain.lock/1</c>: snapshots as they are pinned and as they were found.</summary>
    public static string Lock(IReadOnlyList<(SnapshotChange Change, TableChange? Table)> changes, bool written) => Document("levain.lock/1", json =>
    {
        json.WriteBoolean("written", written);
        WriteArray(json, "snapshots", changes, each =>
        {
            var (change, table) = each;
            json.WriteString("profile", change.Now.Profile);
            json.WriteString("snapshot", change.Now.Name);
            json.WriteString("source", change.Now.Source);
            WriteDigest(json, "old", change.Before?.Content.Digest);
            WriteDigest(json, "new", change.Now.Content.Digest);
            json.WriteNumber("size", change.Now.Size);
            json.WriteNumber("files", change.Now.Files);
            WriteTexts(json, "changes", change.Files);
            if (table is not null) WriteTable(json, table);
        });
    });

    /// <summary><c>levain.describe/1</c>: what tables are like, in short; the files of each have the rest.</summary>
    public static string Describe(IReadOnlyList<DescribedTable> tables) => Document("levain.describe/1", json => WriteArray(json, "tables", tables, table =>
    {
        json.WriteString("name", table.Name);
        json.WriteString("digest", table.Digest.ToString());
        json.WriteString("folder", table.Folder);
        json.WriteNumber("rows", table.Statistics.Rows);
        WriteArray(json, "columns", table.Statistics.Columns, column => WriteColumn(json, column));
    }));

    private static void WriteTable(Utf8JsonWriter json, TableChange table)
    {
        json.WriteStartObject("table");
        WriteCount(json, "rows", table.Rows);
        WriteCount(json, "rowsBefore", table.RowsBefore);
        WriteCount(json, "added", table.Added);
        WriteCount(json, "removed", table.Removed);
        if (table.Problem is { } problem) json.WriteString("problem", problem);
        WriteTexts(json, "columns", table.Columns);
        WriteArray(json, "drift", table.Drift, drift =>
        {
            json.WriteString("column", drift.Column);
            WriteNumber(json, "distance", drift.Distance);
            json.WriteNumber("threshold", drift.Threshold);
            json.WriteBoolean("drifted", drift.HasDrifted);
        });
        json.WriteEndObject();
    }

    private static void WriteColumn(Utf8JsonWriter json, ColumnStatistics column)
    {
        json.WriteString("name", column.Name);
        json.WriteString("type", column.Type);
        json.WriteNumber("nulls", column.Nulls);
        WriteCount(json, "distinct", column.Distinct);
        json.WriteBoolean("exact", column.IsExact);
        if (column.Lowest is { } lowest) json.WriteString("min", lowest);
        if (column.Highest is { } highest) json.WriteString("max", highest);
        if (column.Numbers is not { } numbers) return;
        // The mean of days is a day.
        if (column.IsNumber) json.WriteNumber("mean", numbers.Mean);
        else json.WriteString("mean", column.Shown(numbers.Mean));
    }

    private static void WriteCount(Utf8JsonWriter json, string name, long? count)
    {
        if (count is { } number) json.WriteNumber(name, number);
        else json.WriteNull(name);
    }
}
