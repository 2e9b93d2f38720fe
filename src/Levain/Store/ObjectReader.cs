using Microsoft.Win32.SafeHandles;

namespace Levain.Store;

/// <summary>Hands out the bytes of objects after checking them.</summary>
internal sealed class ObjectReader(ObjectFolder objects)
{
    // Up to here an object is read into memory once, checked there and handed out from there. Above, it is checked in a first pass and in blocks in the second.
    internal const int InMemory = 8 << 20;

    public byte[] Read(Digest digest)
    {
        using var file = objects.Open(digest);
        return ReadAll(file, digest, RandomAccess.GetLength(file));
    }

    public Stream Open(Digest digest)
    {
        var file = objects.Open(digest);
        try
        {
            var length = RandomAccess.GetLength(file);
            if (length > InMemory) return Checked(file, digest, length);

            var bytes = ReadAll(file, digest, length);
            file.Dispose();
            return new MemoryStream(bytes, writable: false);
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private byte[] ReadAll(SafeFileHandle file, Digest digest, long length)
    {
        if (length > Array.MaxLength) throw new BuildException($"object `{digest}` has {length} bytes, too many to be read at once", "open it as a stream");
        var bytes = GC.AllocateUninitializedArray<byte>((int)length);
        var count = Try(digest, () => FileBytes.Fill(file, bytes, 0));
        return count == bytes.Length && Digest.Of(bytes) == digest ? bytes : throw objects.Damage(digest, "its bytes have another digest");
    }

    private VerifiedStream Checked(SafeFileHandle file, Digest digest, long length)
    {
        var sums = new List<ulong>();
        var (found, size) = Try(digest, () => FileBytes.Hash(file, length, bytes => sums.Add(BlockSum.Of(bytes))));
        if (found != digest || size != length) throw objects.Damage(digest, "its bytes have another digest");
        return new VerifiedStream(file, length, [.. sums], () => objects.Damage(digest, "its bytes changed while they were read"));
    }

    private T Try<T>(Digest digest, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (IOException error)
        {
            throw objects.Damage(digest, $"it cannot be read ({error.Message})");
        }
    }
}
