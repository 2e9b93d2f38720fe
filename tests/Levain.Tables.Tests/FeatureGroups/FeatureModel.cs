using System.Globalization;

namespace Levain.Tables.Tests.FeatureGroups;

/// <summary>A row of a feature group as the simplest model keeps it.</summary>
internal sealed record FeatureRow(string Id, int Time, IReadOnlyDictionary<string, int> Features);

/// <summary>One append of a random history: rows, or deletions of records.</summary>
internal sealed record FeatureChange(string Run, bool IsDeletion, IReadOnlyList<string> Columns, IReadOnlyList<FeatureRow> Rows)
{
    public static readonly FeatureGroupDefinition Group = new() { Name = "shots", RecordIdentifier = "id", EventTime = "time" };

    /// <summary>The rows as a table, in the order in which they are; null features are those that a row does not have.</summary>
    public Table ToTable()
    {
        var builder = new TableBuilder(new Schema([new("time", ColumnType.TimestampTz), .. Columns.Select(name => new Field(name, ColumnType.Int32)), new("id", ColumnType.String)]));
        foreach (var row in Rows)
        {
            ((ValueColumnBuilder<Timestamp>)builder["time"]).Append(At(row.Time));
            ((StringColumnBuilder)builder["id"]).Append(row.Id);
            foreach (var name in Columns) ((ValueColumnBuilder<int>)builder[name]).Append(row.Features.TryGetValue(name, out var value) ? value : null);
        }

        return builder.Build();
    }

    public static Timestamp At(int time) => Timestamp.From(Moment(time));

    public static DateTimeOffset Moment(int time) => new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddHours(time);
}

/// <summary>A feature group as a list of rows that is searched from one end to the other.</summary>
internal sealed class FeatureModel(IReadOnlyList<FeatureChange> changes)
{
    private IEnumerable<(FeatureRow Row, bool IsDeletion, int Order)> All(int upTo = int.MaxValue) =>
        changes.Take(upTo).SelectMany((change, order) => change.Rows.Select(row => (row, change.IsDeletion, order)));

    /// <summary>The features that the group has, in the order in which they came.</summary>
    public IReadOnlyList<string> Columns => [.. changes.Where(change => !change.IsDeletion).SelectMany(change => change.Columns).Distinct()];

    public IReadOnlyList<string> NewestPerRecord(int asOf, int upTo = int.MaxValue) =>
        [.. Newest(asOf, upTo).OrderBy(row => row.Id, StringComparer.Ordinal).Select(row => Line(row))];

    public IReadOnlyList<string> NewestTime(int asOf)
    {
        List<FeatureRow> rows = [.. Newest(asOf)];
        return rows.Count == 0 ? [] : [.. rows.Where(row => row.Time == rows.Max(each => each.Time)).OrderBy(row => row.Id, StringComparer.Ordinal).Select(row => Line(row))];
    }

    public IReadOnlyList<string> History() =>
        [.. All().Where(each => !each.IsDeletion).OrderBy(each => each.Row.Time).ThenBy(each => each.Row.Id, StringComparer.Ordinal).ThenBy(each => each.Order).Select(each => Line(each.Row))];

    /// <summary>The features of a record at a time, when there are any that are not too old.</summary>
    public string FeaturesOf(string id, int time, int maxAge)
    {
        var found = Latest(id, time, int.MaxValue);
        var row = found is { IsDeletion: false } && time - found.Value.Row.Time <= maxAge ? found.Value.Row : null;
        return string.Join(' ', Columns.Select(name => Text(row, name)));
    }

    private IEnumerable<FeatureRow> Newest(int asOf, int upTo = int.MaxValue) =>
        All(upTo).Select(each => each.Row.Id).Distinct().Select(id => Latest(id, asOf, upTo)).Where(found => found is { IsDeletion: false }).Select(found => found!.Value.Row);

    private (FeatureRow Row, bool IsDeletion)? Latest(string id, int time, int upTo)
    {
        (FeatureRow Row, bool IsDeletion)? latest = null;
        foreach (var (row, deletion, _) in All(upTo))
            if (row.Id == id && row.Time <= time && (latest is null || row.Time >= latest.Value.Row.Time)) latest = (row, deletion);
        return latest;
    }

    private string Line(FeatureRow row) => string.Join(' ', Columns.Select(name => Text(row, name)).Prepend(row.Time.ToString(CultureInfo.InvariantCulture)).Prepend(row.Id));

    private static string Text(FeatureRow? row, string name) => row is not null && row.Features.TryGetValue(name, out var value) ? value.ToString(CultureInfo.InvariantCulture) : "-";

    /// <summary>The rows of a table as the model writes them.</summary>
    public static IReadOnlyList<string> Lines(Table table, params IEnumerable<string> columns) =>
        [.. Enumerable.Range(0, table.RowCount).Select(row => string.Join(' ', columns.Select(name => table[name] switch
        {
            StringColumn texts => texts[row] ?? "-",
            ValueColumn<int> numbers => numbers.At(row)?.ToString(CultureInfo.InvariantCulture) ?? "-",
            ValueColumn<Timestamp> times => ((times[row].Microseconds - FeatureChange.At(0).Microseconds) / 3_600_000_000).ToString(CultureInfo.InvariantCulture),
            var other => throw new InvalidOperationException(other.Type.ToString()),
        })))];
}
