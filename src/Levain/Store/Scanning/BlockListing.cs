using System.Buffers;
using System.Security.Cryptography;

namespace Levain.Store.Scanning;

/// <summary>Makes the listing of a folder out of its blocks. It is in memory as a whole only when somebody wants to keep it.</summary>
internal static class BlockListing
{
    /// <returns>The digest of the listing, and the bytes of all files below.</returns>
    public static (Digest Digest, long Size) Write(EntryBlock[] blocks, IFileSink sink)
    {
        var size = blocks.Sum(SizeOf);
        if (!sink.KeepsListings && blocks.Length > 1) return (HashOf(blocks), size);

        var buffer = ArrayPool<byte>.Shared.Rent(TreeListing.Header.Length + blocks.Sum(ListedLength));
        try
        {
            TreeListing.Header.CopyTo(buffer);
            var length = TreeListing.Header.Length;
            foreach (var block in blocks) length += Write(block, buffer.AsSpan(length));
            var digest = Digest.Of(buffer.AsSpan(0, length));
            if (sink.KeepsListings) sink.AddListing(digest, buffer.AsSpan(0, length));
            return (digest, size);
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static Digest HashOf(EntryBlock[] blocks)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(blocks.Max(ListedLength));
        hash.AppendData(TreeListing.Header);
        foreach (var block in blocks) hash.AppendData(buffer.AsSpan(0, Write(block, buffer)));
        ArrayPool<byte>.Shared.Return(buffer);
        return Digest.FromHash(hash.GetHashAndReset());
    }

    private static int Write(EntryBlock block, Span<byte> buffer)
    {
        var rest = buffer;
        for (var at = 0; at < block.Length; at += block[at].Length)
        {
            var entry = block[at];
            TreeListing.Write(entry.Kind, entry.Digest, entry.Size, entry.Name, ref rest);
        }

        return buffer.Length - rest.Length;
    }

    private static int ListedLength(EntryBlock block) => block.Length + (block.Count * (TreeListing.FixedBytes - BlockEntry.FixedBytes));

    private static long SizeOf(EntryBlock block)
    {
        var size = 0L;
        for (var at = 0; at < block.Length; at += block[at].Length) size += block[at].Size;
        return size;
    }
}
