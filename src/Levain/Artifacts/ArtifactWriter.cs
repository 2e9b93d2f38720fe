namespace Levain;

/// <summary>Where an artifact puts its bytes: either one file, or a tree of named files.</summary>
[Fingerprints.EngineBoundary]
public abstract class ArtifactWriter
{
    /// <summary>Opens the only file of the artifact.</summary>
    public abstract Stream Create();

    /// <summary>Opens a file of a tree. <paramref name="path"/> is relative, with <c>/</c> between its parts.</summary>
    public abstract Stream Create(string path);

    /// <summary>For tools that write themselves: a path that does not exist yet, to be made a file or a directory.</summary>
    public abstract string Path { get; }
}
