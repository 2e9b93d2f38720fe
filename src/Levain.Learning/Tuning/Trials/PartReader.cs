namespace Levain.Learning.Tuning;

/// <summary>Takes an artifact out of the folder of another one.</summary>
internal sealed class PartReader(ArtifactReader whole, string name) : ArtifactReader
{
    // Only people see it, in errors: it names the whole.
    public override Content Content => new(whole.Content.Digest, !whole.Files.Contains(name));

    public override IReadOnlyList<string> Files => [.. whole.Files.Where(file => file.StartsWith($"{name}/", StringComparison.Ordinal)).Select(file => file[(name.Length + 1)..])];

    public override string Path => System.IO.Path.Combine(whole.Path, name);

    public override Stream Open() => whole.Open(name);

    public override Stream Open(string path) => whole.Open($"{name}/{path}");
}
