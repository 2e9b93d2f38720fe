namespace Levain.Store;

/// <summary>Large files get one more name for the one file that the store keeps of them. Executables do not, since a mode belongs to the file.</summary>
internal sealed class LinkedFiles(PathFolder paths) : IFileSharing
{
    public FileStatus? TryShare(PathDirectory folder, in TreeEntryBytes entry, FileStyle style) =>
        entry.Size > PathFolder.CopyUpTo && entry.Kind == EntryKind.File ? paths.TryLink(entry.Digest, folder, entry.Name) : null;
}
