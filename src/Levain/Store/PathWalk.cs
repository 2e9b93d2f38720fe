using System.Text;

namespace Levain.Store;

/// <summary>Finds all that is at and below a path.</summary>
internal sealed class PathWalk(int threads, CancellationToken cancellation)
{
    // Below this the start of a parallel loop costs more than the system calls it spreads.
    private const int WorthSharing = 64;

    private readonly ParallelOptions parallel = new() { MaxDegreeOfParallelism = threads, CancellationToken = cancellation };

    public PathNode Walk(string path)
    {
        path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        try
        {
            return Visit(path, Path.GetFileName(path), throughLink: false, above: null) ?? throw new BuildException($"there is nothing at `{path}`");
        }
        catch (AggregateException error) when (error.InnerException is BuildException first)
        {
            throw first;
        }
    }

    private PathNode? Visit(string path, string name, bool throughLink, Folder? above)
    {
        cancellation.ThrowIfCancellationRequested();
        try
        {
            if (FileStatus.OfLink(path) is not { } status) return null;
            if (status.Kind == PathKind.Link)
            {
                throughLink = true;
                status = FileStatus.Of(path) ?? throw new BuildException($"the symbolic link `{path}` leads to nothing", "remove it, or bring back what it points to");
            }

            return status.Kind switch
            {
                PathKind.File => new(path, name, status.Executable ? EntryKind.Executable : EntryKind.File, status, throughLink, []),
                PathKind.Directory => new(path, name, EntryKind.Directory, status, throughLink, Children(path, throughLink, Below(above, path, status.Stamp))),
                _ => throw new BuildException($"`{path}` is a socket, a pipe or a device: it has no content to keep", "remove it, or name the files beside it"),
            };
        }
        catch (Exception error) when (DiskError.Is(error))
        {
            throw DiskError.Reading(path, error);
        }
    }

    private PathNode[] Children(string path, bool throughLink, Folder folder)
    {
        string[] names = [.. ReadOnlyTree.Names(path)];
        Array.Sort(names, StringComparer.Ordinal);
        var nodes = new PathNode[names.Length];
        for (var i = 1; i < names.Length; i++)
            if (names[i] == names[i - 1]) throw NotUtf8(path, names[i]);

        if (names.Length < WorthSharing) for (var i = 0; i < names.Length; i++) nodes[i] = Child(path, names[i], throughLink, folder);
        else Parallel.For(0, names.Length, parallel, i => nodes[i] = Child(path, names[i], throughLink, folder));
        return nodes;
    }

    private PathNode Child(string folder, string name, bool throughLink, Folder above)
    {
        var path = Path.Join(folder, name);
        if (TreeListing.Fault(name) is { } fault) throw new BuildException($"the name `{path}` cannot be kept: {fault}", "rename it");

        // .NET puts U+FFFD where a name is not UTF-8, and then does not find the file under that name.
        return Visit(path, name, throughLink, above)
            ?? throw (name.Contains((char)Rune.ReplacementChar.Value, StringComparison.Ordinal) ? NotUtf8(folder, name) : new BuildException($"`{path}` was removed while its folder was read", "try again when nothing writes there"));
    }

    private static BuildException NotUtf8(string folder, string name) => new($"a name in `{folder}` is not valid UTF-8: `{name}`", "rename it");

    private static Folder Below(Folder? above, string path, FileStamp stamp)
    {
        var depth = 0;
        for (var folder = above; folder is not null; folder = folder.Above, depth++)
            if (stamp.Inode != 0 && (folder.Device, folder.Inode) == (stamp.Device, stamp.Inode))
                throw new BuildException($"the symbolic link `{path}` leads back to `{folder.Path}`, which holds it", "remove the link: following it would never end");

        return depth <= TreeListing.DeepestFolder ? new(path, stamp.Device, stamp.Inode, above) : throw new BuildException($"`{path}` is more than {TreeListing.DeepestFolder} folders deep");
    }

    private sealed record Folder(string Path, ulong Device, ulong Inode, Folder? Above);
}
