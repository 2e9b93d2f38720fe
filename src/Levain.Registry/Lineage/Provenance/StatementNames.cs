namespace Levain.Registry;

/// <summary>The names by which a statement calls its format and its resources.</summary>
internal static class StatementNames
{
    public const string Statement = "https://in-toto.io/Statement/v1";
    public const string Predicate = "https://slsa.dev/provenance/v1";
    public const string BuildType = "urn:levain:build:1";

    /// <summary>With the engine behind it: what runs apart can be trusted otherwise.</summary>
    public const string Builder = "urn:levain:host:";

    /// <summary>The listing of a folder, whose SHA-256 names the tree.</summary>
    public const string Tree = "application/vnd.levain.tree";

    public const string SnapshotUri = "urn:levain:snapshot:", FileUri = "urn:levain:file:", SourcesName = "sources";

    /// <summary>A name as the end of a URI; folders stay folders.</summary>
    public static string Uri(string prefix, string name) => prefix + string.Join('/', name.Split('/').Select(System.Uri.EscapeDataString));
}
