using System.Buffers;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Levain.Store;

/// <summary>Reads and hashes open files.</summary>
internal static class FileBytes
{
    private const int Piece = 1 << 20;

    /// <summary>Opens without a lock: others may read, write and rename, and we notice.</summary>
    public static SafeFileHandle Open(string path) => OperatingSystem.IsLinux()
        ? Posix.OpenToRead(path)
        : File.OpenHandle(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);

    /// <summary>Reads until the span is full or the file ends.</summary>
    public static int Fill(SafeFileHandle file, Span<byte> bytes, long offset)
    {
        var total = 0;
        while (total < bytes.Length && RandomAccess.Read(file, bytes[total..], offset + total) is > 0 and var count) total += count;
        return total;
    }

    /// <summary>Hashes all there is, and shows every piece to <paramref name="each"/>.</summary>
    public static (Digest Digest, long Size) Hash(SafeFileHandle file, long expectedSize, SpanAction? each = null, CancellationToken cancellation = default)
    {
        // A whole piece only for files that fill one: a hundred thousand small files should not touch a megabyte each.
        var buffer = ArrayPool<byte>.Shared.Rent((int)Math.Min(Piece, Math.Max(1, expectedSize + 1)));
        try
        {
            var capacity = Math.Min(Piece, buffer.Length);
            var count = Fill(file, buffer.AsSpan(0, capacity), 0);
            if (count < capacity)
            {
                each?.Invoke(buffer.AsSpan(0, count));
                return (Digest.Of(buffer.AsSpan(0, count)), count);
            }

            return HashPieces(file, buffer.AsSpan(0, capacity), each, cancellation);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static (Digest, long) HashPieces(SafeFileHandle file, Span<byte> buffer, SpanAction? each, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        long size = 0;
        for (var count = buffer.Length; count > 0; count = Fill(file, buffer, size))
        {
            cancellation.ThrowIfCancellationRequested();
            hash.AppendData(buffer[..count]);
            each?.Invoke(buffer[..count]);
            size += count;
        }

        Span<byte> digest = stackalloc byte[Digest.ByteCount];
        hash.GetHashAndReset(digest);
        return (Digest.FromHash(digest), size);
    }

    public delegate void SpanAction(ReadOnlySpan<byte> bytes);
}
