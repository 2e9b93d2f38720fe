using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;

namespace Levain.Store.Scanning;

/// <summary>Writes a <see cref="SealedFile"/> too large to be in memory as a whole, and finds out whether one is whole.</summary>
internal sealed class SealedStream(string path) : IDisposable
{
    private const int Piece = 128 << 10;

    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly FileStream file = new(path, FileMode.Create, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
    private readonly byte[] buffer = new byte[Piece];
    private int used;

    public void Write(ReadOnlySpan<byte> bytes)
    {
        while (bytes.Length > 0)
        {
            if (used == buffer.Length) Flush();
            var count = Math.Min(bytes.Length, buffer.Length - used);
            bytes[..count].CopyTo(buffer.AsSpan(used));
            used += count;
            bytes = bytes[count..];
        }
    }

    public void Seal()
    {
        Flush();
        file.Write(hash.GetHashAndReset());
    }

    public static bool IsWhole(SafeFileHandle file)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = new byte[Piece];
        var end = RandomAccess.GetLength(file) - Digest.ByteCount;
        for (long at = 0; at < end;)
        {
            var count = FileBytes.Fill(file, buffer.AsSpan(0, (int)Math.Min(Piece, end - at)), at);
            if (count == 0) return false;
            hash.AppendData(buffer, 0, count);
            at += count;
        }

        return end >= 0 && FileBytes.Fill(file, buffer.AsSpan(0, Digest.ByteCount), end) == Digest.ByteCount && hash.GetHashAndReset().AsSpan().SequenceEqual(buffer.AsSpan(0, Digest.ByteCount));
    }

    public void Dispose()
    {
        file.Dispose();
        hash.Dispose();
    }

    private void Flush()
    {
        hash.AppendData(buffer, 0, used);
        file.Write(buffer, 0, used);
        used = 0;
    }
}
