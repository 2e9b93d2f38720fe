namespace Levain.Images;

/// <summary>Lists a file or folder of the disk as entries of a layer.</summary>
internal static class LayerScan
{
    public static IEnumerable<LayerEntry> Of(string path, string source)
    {
        if (File.Exists(source)) return [FileAt(path, new FileInfo(source))];
        if (!Directory.Exists(source)) throw new BuildException($"there is nothing at `{source}` for a layer");
        return Below(path, new DirectoryInfo(source));
    }

    private static IEnumerable<LayerEntry> Below(string path, DirectoryInfo folder)
    {
        if (path.Length > 0) yield return new LayerEntry(path, LayerEntryKind.Folder);
        foreach (var item in folder.EnumerateFileSystemInfos().OrderBy(item => item.Name, StringComparer.Ordinal))
        {
            var at = path.Length == 0 ? item.Name : $"{path}/{item.Name}";
            if (item.LinkTarget is { } target) yield return LinkAt(at, target);
            else if (item is DirectoryInfo inner) foreach (var entry in Below(at, inner)) yield return entry;
            else yield return FileAt(at, (FileInfo)item);
        }
    }

    private static LayerEntry LinkAt(string path, string target) => LayerPath.Escapes(path, target)
        ? throw new BuildException($"the link `{path}` leads out of the image, to `{target}`", "replace it by what it leads to")
        : new LayerEntry(path, LayerEntryKind.Link) { Target = target };

    private static LayerEntry FileAt(string path, FileInfo file)
    {
        // A pipe would be waited for without end, a socket or device has no content to keep.
        var status = Store.FileStatus.Of(file.FullName) ?? throw new BuildException($"`{file.FullName}` went away while a layer was made of it");
        if (status.Kind != Store.PathKind.File) throw new BuildException($"`{file.FullName}` is neither file, folder nor link: it cannot lie in a layer");
        using var content = file.OpenRead();
        return new LayerEntry(path, LayerEntryKind.File)
        {
            Length = content.Length,
            Content = Digest.Of(content),
            IsExecutable = status.Executable,
            Open = file.OpenRead,
        };
    }
}
