namespace Levain.Store;

/// <summary>Writes one loose object: temporary file, fsync, rename, fsync of the folder.</summary>
internal sealed class LooseWriter(StoreFolder store, LooseObjects loose)
{
    /// <returns>The folder whose names must still be brought to the disk.</returns>
    public string Write(ReadOnlySpan<byte> content, Digest digest)
    {
        var temporary = store.NewTemporary();
        try
        {
            using (var file = Create(temporary))
            {
                RandomAccess.Write(file, content, fileOffset: 0);
                RandomAccess.FlushToDisk(file);
            }

            return loose.Publish(temporary, digest);
        }
        catch (Exception error)
        {
            AtomicFile.TryDelete(temporary);
            if (DiskError.Is(error)) throw DiskError.Writing(store.Objects, error);
            throw;
        }
    }

    private static Microsoft.Win32.SafeHandles.SafeFileHandle Create(string path) => OperatingSystem.IsLinux()
        ? Posix.Create(path, ReadOnlyTree.File)
        : File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
}
