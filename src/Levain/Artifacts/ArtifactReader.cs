namespace Levain;

/// <summary>Where an artifact takes its bytes from. Whatever it hands out has been checked against the digest.</summary>
[Fingerprints.EngineBoundary]
public abstract class ArtifactReader
{
    public abstract Content Content { get; }

    /// <summary>Opens the only file of the artifact.</summary>
    public abstract Stream Open();

    /// <summary>Opens a file of a tree by its relative path, with <c>/</c> between the parts.</summary>
    public abstract Stream Open(string path);

    /// <summary>The files of a tree, relative, in ordinal order; empty for a single file.</summary>
    public abstract IReadOnlyList<string> Files { get; }

    /// <summary>For tools that read themselves: a read-only file or directory that holds the artifact.</summary>
    public abstract string Path { get; }
}
