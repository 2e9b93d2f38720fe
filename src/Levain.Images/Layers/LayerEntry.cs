namespace Levain.Images;

internal enum LayerEntryKind
{
    File,
    Folder,
    Link,
}

/// <summary>One file, folder or symbolic link of a layer.</summary>
/// <remarks>Only what runs is told apart from what is read: the umask and the owner of whoever builds have no say.</remarks>
internal sealed record LayerEntry(string Path, LayerEntryKind Kind)
{
    public bool IsExecutable { get; init; }

    /// <summary>Of a link.</summary>
    public string Target { get; init; } = "";

    public long Length { get; init; }

    public Digest Content { get; init; }

    /// <summary>Of a file.</summary>
    public Func<Stream> Open { get; init; } = () => Stream.Null;

    public int Mode => Kind switch
    {
        LayerEntryKind.Link => 0x1FF,
        LayerEntryKind.Folder => 0x1ED,
        _ => IsExecutable ? 0x1ED : 0x1A4,
    };
}
