namespace Levain.Store.Scanning;

/// <summary>A file or folder as a scan found it.</summary>
/// <param name="Folder">Null for a file.</param>
/// <param name="IsLink">The path itself is a symbolic link.</param>
internal sealed record ScannedPath(string Path, Content Content, long Size, long Files, ScannedFolder? Folder, bool IsLink)
{
    public static ScannedPath Of(string path, ScannedFolder folder, bool isLink) => new(path, Content.Tree(folder.Digest), folder.Size, folder.Files, folder, isLink);

    /// <summary>The symbolic links below. When the path is one itself, all below is behind it.</summary>
    public IEnumerable<string> Links => Folder is null || IsLink ? [] : Folder.Links(Path);
}
