namespace Levain.Store.Scanning;

/// <summary>Finds the digest of a file, or of a folder with all that is below it.</summary>
/// <param name="files">What is known of single files; null when nothing shall be known nor remembered.</param>
/// <param name="trees">What is known of folders; likewise.</param>
internal sealed class PathScan(IFileSink sink, StatCache? files, TreeCache? trees, int threads, CancellationToken cancellation)
{
    public ScannedPath Run(string path)
    {
        var full = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        var (status, isLink) = Look(full);
        if (status.Kind != PathKind.Directory) return File(full, status, isLink);

        var known = trees?.Load(full);
        var folder = Scan(full, isLink, known);
        if (!ReferenceEquals(folder, known)) trees?.Save(full, folder);
        return ScannedPath.Of(full, folder, isLink);
    }

    /// <summary>Once more, by what the scan before found.</summary>
    public ScannedPath Again(ScannedPath before)
    {
        var (status, isLink) = Look(before.Path);
        return status.Kind == PathKind.Directory ? ScannedPath.Of(before.Path, Scan(before.Path, isLink, before.Folder), isLink) : File(before.Path, status, isLink);
    }

    private static (FileStatus, bool IsLink) Look(string path)
    {
        try
        {
            var status = FileStatus.OfLink(path) ?? throw new BuildException($"there is nothing at `{path}`");
            if (status.Kind != PathKind.Link) return (status, false);
            return (FileStatus.Of(path) ?? throw new BuildException($"the symbolic link `{path}` leads to nothing", "remove it, or bring back what it points to"), true);
        }
        catch (Exception error) when (DiskError.Is(error))
        {
            throw DiskError.Reading(path, error);
        }
    }

    private ScannedFolder Scan(string path, bool throughLink, ScannedFolder? known) =>
        new TreeScan(sink, trees is null ? null : new(trees.Now), threads, cancellation).Run(path, throughLink, known);

    private ScannedPath File(string path, in FileStatus status, bool throughLink)
    {
        if (status.Kind != PathKind.File) throw new BuildException($"`{path}` is a socket, a pipe or a device: it has no content to keep", "remove it, or name the files beside it");
        cancellation.ThrowIfCancellationRequested();
        if (files?.Find(path, status.Stamp) is { } known && sink.Has(known)) return new(path, Content.File(known), status.Stamp.Size, 1, null, throughLink);

        var moment = files?.Now();
        var taken = sink.Add(new(path, status, throughLink), cancellation);
        if (moment is not null) files!.Record(path, taken.Stamp, taken.Digest, moment);
        return new(path, Content.File(taken.Digest), taken.Size, 1, null, throughLink);
    }
}
