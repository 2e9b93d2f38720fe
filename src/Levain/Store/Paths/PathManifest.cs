using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Levain.Store;

/// <summary>The stamps that the files of a materialized path had when their bytes were last known to be right, in a file beside it.</summary>
/// <remarks>
/// A line, the start of the machine, the number of files, their stamps as they lie in memory, and the SHA-256 of all that. It is not brought to the
/// disk: after a restart of the machine it counts as absent anyhow, and one that is damaged or of another version does too.
/// </remarks>
internal static class PathManifest
{
    private static ReadOnlySpan<byte> Header => "levain.path-manifest/2\n"u8;

    /// <summary>Null when there is none, it is damaged, or the machine was started since: what was not on the disk by then may be gone while the names are not.</summary>
    public static PathStamps? Read(string path, string boot)
    {
        if (!File.Exists(path)) return null;
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0);
            using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
            var first = FirstBytes(boot, 0);
            var found = new byte[first.Length];
            Fill(file, hash, found);
            var count = BinaryPrimitives.ReadInt64LittleEndian(found.AsSpan(found.Length - sizeof(long)));
            if (!found.AsSpan(0, found.Length - sizeof(long)).SequenceEqual(first.AsSpan(0, first.Length - sizeof(long)))) return null;
            if (count < 0 || file.Length != first.Length + (count * Marshal.SizeOf<FileStamp>()) + Digest.ByteCount) return null;

            var stamps = new PathStamps();
            stamps.Grow(count);
            foreach (var page in stamps.Pages()) Fill(file, hash, MemoryMarshal.AsBytes(page.Span));
            var sum = new byte[Digest.ByteCount];
            file.ReadExactly(sum);
            return hash.GetHashAndReset().AsSpan().SequenceEqual(sum) ? stamps : null;
        }
        catch (Exception error) when (DiskError.Is(error))
        {
            return null;
        }
    }

    public static void Write(string path, string boot, PathStamps stamps, string temporary)
    {
        try
        {
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete, bufferSize: 0))
            using (var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256))
            {
                Append(file, hash, FirstBytes(boot, stamps.Count));
                foreach (var page in stamps.Pages()) Append(file, hash, MemoryMarshal.AsBytes(page.Span));
                file.Write(hash.GetHashAndReset());
            }

            AtomicFile.Rename(temporary, path);
        }
        catch
        {
            AtomicFile.TryDelete(temporary);
            throw;
        }
    }

    private static byte[] FirstBytes(string boot, long count)
    {
        Span<byte> number = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(number, count);
        return [.. Header, .. Encoding.ASCII.GetBytes(boot), (byte)'\n', .. number];
    }

    private static void Fill(FileStream file, IncrementalHash hash, Span<byte> bytes)
    {
        file.ReadExactly(bytes);
        hash.AppendData(bytes);
    }

    private static void Append(FileStream file, IncrementalHash hash, ReadOnlySpan<byte> bytes)
    {
        file.Write(bytes);
        hash.AppendData(bytes);
    }
}
