namespace Levain.Store;

/// <summary>Hashes a file in place, and notices when it changes meanwhile.</summary>
internal static class FileHash
{
    /// <returns>The digest, and the stamp that the file had before and after.</returns>
    public static (Digest Digest, FileStamp Stamp) Of(string path, CancellationToken cancellation)
    {
        try
        {
            using var file = FileBytes.Open(path);
            var before = FileStatus.Of(file, path).Stamp;
            var (digest, _) = FileBytes.Hash(file, before.Size, each: null, cancellation);
            return FileStatus.Of(file, path).Stamp == before ? (digest, before) : throw Changed(path);
        }
        catch (Exception error) when (DiskError.Is(error))
        {
            throw DiskError.Reading(path, error);
        }
    }

    public static BuildException Changed(string path) => new($"`{path}` changed while it was read", "try again when nothing writes to it");
}
