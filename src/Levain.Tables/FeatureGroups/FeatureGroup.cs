using Levain.Tables.DuckDb;

namespace Levain.Tables;

/// <summary>A feature group as an immutable value: appending gives another one, which shares all parts that were there.</summary>
/// <remarks>
/// Kept as a tree: <c>group.json</c>, and for each append one Parquet file under its digest. The same appends in the same order give the same bytes.
/// </remarks>
public sealed partial class FeatureGroup
{
    private readonly GroupManifest manifest;
    private readonly Dictionary<Digest, string> files;

    private FeatureGroup(GroupManifest manifest, Dictionary<Digest, string> files) => (this.manifest, this.files) = (manifest, files);

    /// <summary>A group without rows.</summary>
    public static FeatureGroup Create(FeatureGroupDefinition definition)
    {
        ArgumentNullException.ThrowIfNull(definition);
        return new(new(definition.Checked(), []), []);
    }

    public FeatureGroupDescription Describe() => new(manifest.Definition, manifest.Parts);

    /// <summary>The group with the rows of a run; the group itself when it has them already.</summary>
    /// <param name="scratch">A folder for the new part, which must stay until the group is saved.</param>
    public FeatureGroup Append(Table rows, FeatureRun run, string scratch, CancellationToken cancellation = default) => Add(rows, run, isDeletion: false, scratch, cancellation);

    /// <summary>The group in which records are deleted: rows of record identifiers, and the event times from which on.</summary>
    /// <param name="scratch">A folder for the new part, which must stay until the group is saved.</param>
    public FeatureGroup Delete(Table records, FeatureRun run, string scratch, CancellationToken cancellation = default) => Add(records, run, isDeletion: true, scratch, cancellation);

    /// <summary>The group that knows these features too.</summary>
    public FeatureGroup With(IReadOnlyList<FeatureDefinition> features)
    {
        ArgumentNullException.ThrowIfNull(features);
        var definition = manifest.Definition;
        foreach (var feature in features)
        {
            if (definition.Find(feature.Name) is not { } known) definition = definition with { Features = [.. definition.Features, feature] };
            else if (known.Type != feature.Type) throw new BuildException($"feature `{feature.Name}` of group `{definition.Name}` is {known.Type}, and cannot become {feature.Type}", "give the new one another name");
        }

        return new(manifest with { Definition = definition.Checked() }, files);
    }

    public Table Read(FeatureQuery query, CancellationToken cancellation = default)
    {
        using var session = DuckSession.Open(new() { Cancellation = cancellation });
        return session.ReadTable(Select(query));
    }

    /// <summary>Labels with the features that were known at the time of each. Rows and order are those of the labels.</summary>
    public Table Join(Table labels, FeatureJoin join, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(labels);
        using var session = DuckSession.Open(new() { Cancellation = cancellation });
        session.AddTable("labels", labels);
        return session.ReadTable(Select(join, labels.Schema, "labels"), labels.RowCount);
    }

    internal string Select(FeatureQuery query) => Selecting.Of(query);

    internal string Select(FeatureJoin join, Schema labels, string name) => Selecting.Of(join, labels, name);

    internal IEnumerable<(FeaturePart Part, string Path)> Files => manifest.Parts.DistinctBy(part => part.Digest).Select(part => (part, files[part.Digest]));

    internal byte[] ManifestBytes => ManifestJson.Write(manifest);

    private FeatureSelect Selecting => new(manifest, part => files[part.Digest]);

    private FeatureGroup Add(Table rows, FeatureRun run, bool isDeletion, string scratch, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(rows);
        ArgumentNullException.ThrowIfNull(run);
        var (definition, part, file) = new FeatureAppend(manifest, run, isDeletion).Make(rows, scratch, cancellation);
        if (manifest.Find(run.Name) is not { } before) return new(manifest.With(definition, part), new(files) { [part.Digest] = file });

        File.Delete(file);
        return before.Digest == part.Digest && before.IsDeletion == isDeletion
            ? this
            : throw new BuildException($"feature group `{manifest.Definition.Name}` has a run `{run.Name}` already, of other rows", "give the run another name: of one record and event time, the later append holds");
    }
}
