using System.Buffers;
using Levain.Store.Chunks;
using Levain.Store.Packs;
using Microsoft.Win32.SafeHandles;

namespace Levain.Store;

/// <summary>Finds objects, and hands out their bytes after checking them.</summary>
/// <remarks>Packs are asked first: that costs no system call. What is in neither place may have moved between them meanwhile, so both are asked again when the packs have changed.</remarks>
internal sealed class ObjectReader(LooseObjects loose, PackFolder packs)
{
    // Up to here a loose object is read into memory once, checked there and handed out from there. Above, it is checked in a first pass and in blocks in the second.
    internal const int InMemory = 8 << 20;

    public long? SizeOf(Digest digest)
    {
        do
        {
            if (packs.Find(digest) is { } found) return found.Entry.Size;
            if (loose.SizeOf(digest) is { } size) return size;
        }
        while (packs.Refresh());
        return null;
    }

    /// <summary>Whether an object is there with all of its chunks, by metadata and recipes alone.</summary>
    public bool HasAll(Digest digest) =>
        packs.Find(digest) is { Entry.Kind: PackedKind.Recipe }
            ? FindRecipe(digest) is { } recipe && recipe.Chunks.All(chunk => SizeOf(chunk.Digest) == chunk.Length)
            : SizeOf(digest) is not null;

    public byte[] Read(Digest digest)
    {
        using var content = Open(digest);
        if (content is MemoryStream { Position: 0 } memory && memory.TryGetBuffer(out var whole) && whole.Count == whole.Array!.Length) return whole.Array;
        if (content.Length > Array.MaxLength) throw new BuildException($"object `{digest}` has {content.Length} bytes, too many to be read at once", "open it as a stream");
        var bytes = GC.AllocateUninitializedArray<byte>((int)content.Length);
        content.ReadExactly(bytes);
        return bytes;
    }

    public Stream Open(Digest digest)
    {
        string? damage = null;
        do
        {
            while (packs.Find(digest) is { } found)
            {
                if (OpenPacked(digest, found.Pack, found.Entry) is { } stream) return stream;
                damage = $"its bytes in pack `{found.Pack.Name.Brief}` have another digest";
            }

            if (OpenLoose(digest) is { } file) return file;
        }
        while (packs.Refresh());
        throw damage is null ? new MissingObjectException(digest) : new DamagedObjectException(digest, damage);
    }

    /// <summary>Reads a chunk or another small object into the span, which is as long as the object.</summary>
    /// <returns>False when it is not there, or damaged.</returns>
    public bool TryRead(Digest digest, Span<byte> bytes)
    {
        do
        {
            while (packs.Find(digest) is { } found)
            {
                if (found.Entry.Length == bytes.Length && TryReadPacked(found.Pack, found.Entry, bytes) && Digest.Of(bytes) == digest) return true;
                packs.Lose(found.Pack, found.Entry);
            }

            using var file = loose.TryOpen(digest);
            if (file is not null) return TryReadLoose(file, bytes) && Digest.Of(bytes) == digest;
        }
        while (packs.Refresh());
        return false;
    }

    /// <summary>Whether a pack keeps these bytes of the digest. A damaged copy is put out of the way.</summary>
    public bool KeepsPacked(Digest digest, ReadOnlySpan<byte> bytes)
    {
        while (packs.Find(digest) is { } found)
        {
            if (found.Entry.Kind == PackedKind.Blob ? SameBytes(found.Pack, found.Entry, bytes) : Reads(digest)) return true;
            packs.Lose(found.Pack, found.Entry);
        }

        return false;
    }

    /// <summary>The chunks of a large object; null when it is kept in one piece, or not at all.</summary>
    public Recipe? FindRecipe(Digest digest)
    {
        while (packs.Find(digest) is { } found)
        {
            if (found.Entry.Kind != PackedKind.Recipe) return null;
            if (ReadRecipe(found.Pack, found.Entry) is { } recipe) return recipe;
            packs.Lose(found.Pack, found.Entry);
        }

        return null;
    }

    /// <summary>Reads the object through; what is damaged is put out of the way.</summary>
    public bool Reads(Digest digest)
    {
        try
        {
            using var content = Open(digest);
            return content is MemoryStream || Digest.Of(content) == digest;
        }
        catch (LostObjectException)
        {
            return false;
        }
    }

    private Stream? OpenPacked(Digest digest, PackFile pack, PackEntry entry)
    {
        if (entry.Kind == PackedKind.Recipe)
        {
            if (ReadRecipe(pack, entry) is { } recipe) return new ChunkedStream(this, digest, recipe);
        }
        else if (entry.Length is >= 0 and <= ChunkCutter.Longest)
        {
            var bytes = GC.AllocateUninitializedArray<byte>(entry.Length);
            if (TryReadPacked(pack, entry, bytes) && Digest.Of(bytes) == digest) return new MemoryStream(bytes, 0, bytes.Length, writable: false, publiclyVisible: true);
        }

        packs.Lose(pack, entry);
        return null;
    }

    private static Recipe? ReadRecipe(PackFile pack, PackEntry entry)
    {
        if (entry.Length is < 0 or > PackFormat.LongestPayload) return null;
        var payload = new byte[entry.Length];
        return TryReadPacked(pack, entry, payload) && Recipe.TryParse(payload) is { } recipe && recipe.Size == entry.Size ? recipe : null;
    }

    private static bool SameBytes(PackFile pack, PackEntry entry, ReadOnlySpan<byte> bytes)
    {
        if (entry.Length != bytes.Length) return false;
        var kept = ArrayPool<byte>.Shared.Rent(bytes.Length);
        try
        {
            return TryReadPacked(pack, entry, kept) && bytes.SequenceEqual(kept.AsSpan(0, bytes.Length));
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(kept);
        }
    }

    // A sector that cannot be read is as good as wrong.
    private static bool TryReadPacked(PackFile pack, PackEntry entry, Span<byte> payload)
    {
        try
        {
            return pack.TryRead(entry, payload);
        }
        catch (IOException)
        {
            return false;
        }
    }

    private static bool TryReadLoose(SafeFileHandle file, Span<byte> bytes)
    {
        try
        {
            return RandomAccess.GetLength(file) == bytes.Length && FileBytes.Fill(file, bytes, 0) == bytes.Length;
        }
        catch (IOException)
        {
            return false;
        }
    }

    private Stream? OpenLoose(Digest digest)
    {
        var file = loose.TryOpen(digest);
        if (file is null) return null;
        try
        {
            var length = RandomAccess.GetLength(file);
            if (length > InMemory) return Checked(file, digest, length);

            var bytes = GC.AllocateUninitializedArray<byte>((int)length);
            var count = Try(digest, () => FileBytes.Fill(file, bytes, 0));
            file.Dispose();
            return count == bytes.Length && Digest.Of(bytes) == digest
                ? new MemoryStream(bytes, 0, bytes.Length, writable: false, publiclyVisible: true)
                : throw loose.Damage(digest, "its bytes have another digest");
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    private VerifiedStream Checked(SafeFileHandle file, Digest digest, long length)
    {
        var sums = new List<ulong>();
        var (found, size) = Try(digest, () => FileBytes.Hash(file, length, bytes => sums.Add(BlockSum.Of(bytes))));
        if (found != digest || size != length) throw loose.Damage(digest, "its bytes have another digest");
        return new VerifiedStream(file, length, [.. sums], () => loose.Damage(digest, "its bytes changed while they were read"));
    }

    private T Try<T>(Digest digest, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (IOException error)
        {
            throw loose.Damage(digest, $"it cannot be read ({error.Message})");
        }
    }
}
