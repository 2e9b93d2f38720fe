using Levain.Registry;

namespace Levain.Host.Output;

internal static partial class JsonOutput
{
    /// <summary><c>levain.lineage/1</c>: a version and all that it came from.</summary>
    public static string Lineage(VersionLineage lineage) => Document("levain.lineage/1", json =>
    {
        json.WriteString("group", lineage.Group);
        WriteVersion(json, lineage.Version);
        json.WriteBoolean("steps", lineage.HasSteps);
        WriteArray(json, "nodes", lineage.Nodes, node =>
        {
            json.WriteNumber("id", node.Index);
            json.WriteString("name", node.Name);
            json.WriteString("kind", node.Kind switch { LineageKind.Person => "person", LineageKind.Commit => "commit", LineageKind.Snapshot => "snapshot", LineageKind.File => "file", LineageKind.Stage => "stage", _ => "version" });
            if (node.Note.Length > 0) json.WriteString("note", node.Note);
            if (node.Digest is { } digest) WriteDigest(json, "digest", digest);
            if (node.Key is { } key) WriteDigest(json, "key", key);
            if (node.Code is { } code) WriteDigest(json, "code", code);
            json.WriteStartArray("needs");
            foreach (var need in node.Needs) json.WriteNumberValue(need);
            json.WriteEndArray();
        });
    });

    /// <summary><c>levain.descendants/1</c>: the versions that were made of snapshots and commits.</summary>
    public static string Descendants(IReadOnlyList<DescendantsRow> rows) => Document("levain.descendants/1", json => WriteArray(json, "of", rows, row =>
    {
        json.WriteString(row.Kind, row.Name);
        WriteArray(json, "versions", row.Found, found =>
        {
            json.WriteString("group", found.Group);
            json.WriteString("of", found.Of);
            WriteVersion(json, found.Version);
        });
    }));
}
