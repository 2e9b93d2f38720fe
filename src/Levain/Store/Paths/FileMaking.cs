using System.Buffers;
using Microsoft.Win32.SafeHandles;

namespace Levain.Store;

/// <summary>Writes objects into new files. The store has checked every byte that comes through here, so that nothing is read again.</summary>
internal sealed class FileMaking(IContentStore content)
{
    private const int InMemory = 4 << 20, Piece = 1 << 20;

    /// <param name="size">What the listing says: it decides how the object is read, and nothing else.</param>
    public FileStatus Make(PathDirectory folder, ReadOnlySpan<byte> name, Digest digest, long size, UnixFileMode mode, DateTime? time)
    {
        using var file = Create(folder, name, digest, size, mode);
        return folder.Finish(file, name, time);
    }

    /// <summary>Makes the file and leaves it open.</summary>
    public SafeFileHandle Create(PathDirectory folder, ReadOnlySpan<byte> name, Digest digest, long size, UnixFileMode mode)
    {
        // Read before the file is made: one that is not there makes nothing.
        var bytes = size <= InMemory ? content.Read(digest) : null;
        var file = folder.Create(name, mode);
        try
        {
            if (bytes is not null) folder.Write(file, bytes, offset: 0);
            else Fill(folder, file, digest);
            return file;
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Writes an object into a file that is open and empty.</summary>
    public void Fill(PathDirectory folder, SafeFileHandle file, Digest digest)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(Piece);
        try
        {
            using var bytes = content.Open(digest);
            long offset = 0;
            for (int count; (count = bytes.Read(buffer, 0, buffer.Length)) > 0; offset += count) folder.Write(file, buffer.AsSpan(0, count), offset);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }
}
