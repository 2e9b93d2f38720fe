using System.Security.Cryptography;

namespace Levain.Store;

/// <summary>Brings bytes into the object folder: temporary file, fsync, rename, fsync of the folder.</summary>
internal sealed class ObjectWriter(StoreFolder store, ObjectFolder objects)
{
    private const int Piece = 1 << 20;

    /// <returns>The folder whose names must still be brought to the disk, or null when the object was there.</returns>
    public string? Put(ReadOnlySpan<byte> content, Digest digest)
    {
        if (objects.IsGood(digest)) return null;
        var temporary = store.NewTemporary();
        try
        {
            using (var file = Create(temporary))
            {
                file.Write(content);
                RandomAccess.FlushToDisk(file.SafeFileHandle);
            }

            return objects.Publish(temporary, digest);
        }
        catch (Exception error)
        {
            AtomicFile.TryDelete(temporary);
            if (DiskError.Is(error)) throw DiskError.Writing(store.Objects, error);
            throw;
        }
    }

    /// <summary>Reads to the end, hashing and writing at once.</summary>
    public (Digest Digest, long Size, string? Folder) Put(Stream content, CancellationToken cancellation = default)
    {
        var first = new byte[(int)Math.Min(Piece, content.CanSeek ? Math.Max(1, content.Length - content.Position + 1) : Piece)];
        var count = content.ReadAtLeast(first, first.Length, throwOnEndOfStream: false);
        if (count < first.Length)
        {
            var digest = Digest.Of(first.AsSpan(0, count));
            return (digest, count, Put(first.AsSpan(0, count), digest));
        }

        return PutLarge(first, content, cancellation);
    }

    private (Digest, long, string?) PutLarge(byte[] buffer, Stream content, CancellationToken cancellation)
    {
        var temporary = store.NewTemporary();
        try
        {
            var (digest, size) = Spool(temporary, buffer, content, cancellation);
            if (!objects.IsGood(digest)) return (digest, size, objects.Publish(temporary, digest));
            AtomicFile.TryDelete(temporary);
            return (digest, size, null);
        }
        catch
        {
            AtomicFile.TryDelete(temporary);
            throw;
        }
    }

    private (Digest, long) Spool(string temporary, byte[] buffer, Stream content, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var file = Guard(() => Create(temporary));
        long size = 0;
        for (var count = buffer.Length; count > 0; count = content.ReadAtLeast(buffer, buffer.Length, throwOnEndOfStream: false))
        {
            cancellation.ThrowIfCancellationRequested();
            hash.AppendData(buffer, 0, count);
            Guard(() => { file.Write(buffer, 0, count); return 0; });
            size += count;
        }

        Guard(() => { RandomAccess.FlushToDisk(file.SafeFileHandle); return 0; });
        return (Digest.FromHash(hash.GetHashAndReset()), size);
    }

    // Only the writes: a source that cannot be read is another sentence.
    private T Guard<T>(Func<T> write)
    {
        try
        {
            return write();
        }
        catch (Exception error) when (DiskError.Is(error))
        {
            throw DiskError.Writing(store.Objects, error);
        }
    }

    private static FileStream Create(string path)
    {
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, Share = FileShare.ReadWrite | FileShare.Delete, BufferSize = 0 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = ReadOnlyTree.File;
        return new FileStream(path, options);
    }
}
