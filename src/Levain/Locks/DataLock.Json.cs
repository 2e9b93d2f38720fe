using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Levain.Locks;

public sealed partial record DataLock
{
    private const string TimeFormat = "yyyy-MM-dd'T'HH:mm:ss'Z'";

    private static readonly string[] SnapshotProperties = ["name", "profile", "source", "digest", "tree", "size", "files", "rows", "columns", "taken", "from", "parts"];

    /// <summary>Reads <c>data.lock.json</c>; a file that is not there pins nothing.</summary>
    public static DataLock Load(string path) => LockWriter.Read(path) is { } text ? Parse(text, path) : Empty;

    /// <param name="text">What the file says.</param>
    /// <param name="path">Its name, for messages.</param>
    public static DataLock Parse(string text, string path)
    {
        List<Snapshot>? snapshots = null;
        var source = new LockText(text, path);
        LockReader.File(source, Schema, ["snapshots"], (ref reader, _) =>
        {
            var seen = new HashSet<(string, string)>();
            snapshots = reader.Array((ref item) => ReadSnapshot(ref item, seen));
        }, OlderSchema);
        return new(snapshots ?? throw source.Fail(source.Bytes.Length, "the list `snapshots` is missing"));
    }

    public override string ToString() => Encoding.UTF8.GetString(ToBytes());

    /// <summary>Writes the file, unless it says the same already.</summary>
    /// <param name="temporary">Where it is written first, best <see cref="Store.StoreFolder.NewTemporary"/>, which is cleaned up after a kill; null means beside it.</param>
    /// <returns>Whether anything was written.</returns>
    public bool Save(string path, string? temporary = null) => LockWriter.WriteIfChanged(path, ToBytes(), temporary);

    private byte[] ToBytes() => LockWriter.File(Schema, json =>
    {
        json.WriteStartArray("snapshots");
        foreach (var snapshot in Snapshots) Write(json, snapshot);
        json.WriteEndArray();
    });

    private static void Write(Utf8JsonWriter json, Snapshot snapshot)
    {
        json.WriteStartObject();
        json.WriteString("name", snapshot.Name);
        json.WriteString("profile", snapshot.Profile);
        json.WriteString("source", snapshot.Source);
        json.WriteString("digest", snapshot.Content.Digest.ToString());
        if (snapshot.Content.IsTree) json.WriteBoolean("tree", true);
        json.WriteNumber("size", snapshot.Size);
        json.WriteNumber("files", snapshot.Files);
        if (snapshot.Rows is { } rows) json.WriteNumber("rows", rows);
        if (snapshot.Columns is { } columns) Write(json, columns);
        json.WriteString("taken", snapshot.Taken.ToString(TimeFormat, CultureInfo.InvariantCulture));
        json.WriteString("from", snapshot.From);
        if (snapshot.Parts.Count > 0) Write(json, snapshot.Parts);
        json.WriteEndObject();
    }

    // A line each, so that thousands of them can be read in a diff. What is written raw brings its own line feed.
    private static void Write(Utf8JsonWriter json, IReadOnlyList<SnapshotPart> parts)
    {
        json.WriteStartArray("parts");
        foreach (var part in parts)
            json.WriteRawValue(string.Create(CultureInfo.InvariantCulture, $"\n        {{ \"name\": {LockWriter.Text(part.Name)}, \"digest\": \"{part.Digest}\", \"size\": {part.Size} }}"), skipInputValidation: true);
        json.WriteEndArray();
    }

    // A list, not an object: columns have an order, and a table may have two of one name.
    private static void Write(Utf8JsonWriter json, IReadOnlyList<Column> columns)
    {
        json.WriteStartArray("columns");
        foreach (var column in columns)
        {
            json.WriteStartObject();
            json.WriteString("name", column.Name);
            json.WriteString("type", column.Type);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static Snapshot ReadSnapshot(ref LockReader reader, HashSet<(string, string)> seen)
    {
        var start = reader.Offset;
        string? name = null, profile = null, source = null, from = null;
        Digest? digest = null;
        var tree = false;
        long? size = null, files = null, rows = null;
        List<Column>? columns = null;
        List<SnapshotPart> parts = [];
        DateTime? taken = null;
        reader.Object(SnapshotProperties, (ref value, property) =>
        {
            switch (property)
            {
                case "name": name = value.String(); break;
                case "profile": profile = value.String(); break;
                case "source": source = value.String(); break;
                case "digest": digest = value.Digest(); break;
                case "tree": tree = value.True(); break;
                case "size": size = value.Count(); break;
                case "files": files = value.Count(); break;
                case "rows": rows = value.Count(); break;
                case "columns": columns = value.Array(ReadColumn); break;
                case "taken": taken = ReadTime(ref value); break;
                case "parts": parts = ReadParts(ref value); break;
                default: from = value.String(); break;
            }
        });

        if (name is null || profile is null || source is null || digest is null || size is null || files is null || taken is null || from is null)
        {
            (string, bool)[] required = [("name", name is null), ("profile", profile is null), ("source", source is null), ("digest", digest is null), ("size", size is null), ("files", files is null), ("taken", taken is null), ("from", from is null)];
            throw reader.FailAt(start, $"the snapshot lacks {string.Join(", ", required.Where(pair => pair.Item2).Select(pair => $"`{pair.Item1}`"))}");
        }

        if (!seen.Add((profile, name))) throw reader.FailAt(start, $"snapshot `{name}` of profile `{profile}` stands twice");
        return new()
        {
            Name = name, Profile = profile, Source = source, Content = new(digest.Value, tree), Size = size.Value, Files = files.Value,
            Rows = rows, Columns = columns, Taken = taken.Value, From = from, Parts = parts,
        };
    }

    private static Column ReadColumn(ref LockReader reader)
    {
        var start = reader.Offset;
        string? name = null, type = null;
        reader.Object(["name", "type"], (ref value, property) =>
        {
            if (property == "name") name = value.String();
            else type = value.String();
        });
        return new(name ?? throw reader.FailAt(start, "the column lacks `name`"), type ?? throw reader.FailAt(start, "the column lacks `type`"));
    }

    private static List<SnapshotPart> ReadParts(ref LockReader reader)
    {
        var names = new HashSet<string>(StringComparer.Ordinal);
        return reader.Array((ref item) =>
        {
            var start = item.Offset;
            var part = ReadPart(ref item);
            return names.Add(part.Name) ? part : throw item.FailAt(start, $"the part `{part.Name}` stands twice");
        });
    }

    private static SnapshotPart ReadPart(ref LockReader reader)
    {
        var start = reader.Offset;
        string? name = null;
        Digest? digest = null;
        long? size = null;
        reader.Object(["name", "digest", "size"], (ref value, property) =>
        {
            if (property == "name") name = value.String();
            else if (property == "digest") digest = value.Digest();
            else size = value.Count();
        });
        return new(name ?? throw reader.FailAt(start, "the part lacks `name`"), digest ?? throw reader.FailAt(start, "the part lacks `digest`"), size ?? throw reader.FailAt(start, "the part lacks `size`"));
    }

    private static DateTime ReadTime(ref LockReader reader)
    {
        var text = reader.String();
        return DateTime.TryParseExact(text, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? time
            : throw reader.Fail($"`{text}` is not a time: expected one in UTC such as `2026-01-31T18:00:00Z`");
    }
}
