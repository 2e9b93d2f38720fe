namespace Levain.Tables;

public sealed partial class FeatureGroup : IArtifact<FeatureGroup>
{
    /// <summary>Kept as <c>group.json</c> and one Parquet file for each append.</summary>
    public void Save(ArtifactWriter output)
    {
        ArgumentNullException.ThrowIfNull(output);
        using (var target = output.Create(GroupManifest.FileName)) target.Write(ManifestBytes);
        // Two runs of the same rows are one file.
        foreach (var (part, path) in Files)
        {
            using var from = File.OpenRead(path);
            using var to = output.Create(part.Path);
            from.CopyTo(to);
        }
    }

    public static FeatureGroup Load(ArtifactReader input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (!input.Content.IsTree || !input.Files.Contains(GroupManifest.FileName)) throw new BuildException($"artifact `{input.Content.Digest.Brief}` is no feature group: it has no `{GroupManifest.FileName}`");
        return Open(input.Path);
    }

    /// <summary>The group in a folder that has the form in which groups are kept.</summary>
    internal static FeatureGroup Open(string folder)
    {
        var manifest = ManifestJson.Read(File.ReadAllBytes(Path.Combine(folder, GroupManifest.FileName)), GroupManifest.FileName);
        var files = new Dictionary<Digest, string>();
        foreach (var part in manifest.Parts)
        {
            var path = Path.Combine(folder, part.Path);
            if (!File.Exists(path)) throw new BuildException($"feature group `{manifest.Definition.Name}` has lost `{part.Path}`, the rows of run `{part.Run}`", "bring the file back, or append to a new group");
            files[part.Digest] = path;
        }

        return new(manifest, files);
    }
}
