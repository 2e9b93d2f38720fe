namespace Levain.Store;

/// <summary>Large files share the blocks of the one file that the store keeps of them, until somebody writes to one of the two.</summary>
internal sealed class ClonedFiles(PathFolder paths, FileMaking making) : IFileSharing
{
    // Below this a file of its own under `paths`, with its manifest, costs more than it spares.
    internal const long CloneFrom = 1 << 20;

    public FileStatus? TryShare(PathDirectory folder, in TreeEntryBytes entry, FileStyle style) =>
        entry.Size >= CloneFrom ? Share(folder, entry.Name, entry.Digest, style.ModeOf(entry.Kind), style.Time) : null;

    public FileStatus? Share(PathDirectory folder, ReadOnlySpan<byte> name, Digest digest, UnixFileMode mode, DateTime? time)
    {
        if (!OperatingSystem.IsLinux()) return null;
        var shared = paths.Materialize(Content.File(digest));
        using var source = FileBytes.Open(shared.Path);
        using var file = folder.Create(name, mode);

        // One file may be refused where others are not: then it is written.
        if (PosixAt.Clone(source, file) != 0) making.Fill(folder, file, digest);
        else if (!PathFolder.IsUnwritten(shared.Stamps[0], FileStatus.Of(source, shared.Path).Stamp)) throw PathFolder.Changes(shared.Path);
        return folder.Finish(file, name, time);
    }
}
