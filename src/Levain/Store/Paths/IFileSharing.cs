namespace Levain.Store;

/// <summary>A way to make a large file without writing its bytes once more.</summary>
internal interface IFileSharing
{
    /// <summary>Null when this one must be written; nothing has been made then.</summary>
    FileStatus? TryShare(PathDirectory folder, in TreeEntryBytes entry, FileStyle style);
}
