using System.Buffers;
using System.Security.Cryptography;
using Levain.Store;
using Levain.Store.Chunks;
using Levain.Store.Packs;

namespace Levain.Remotes;

/// <summary>Checks that the chunks of a recipe, one after another, have the digest under which it is kept: nothing else would notice when they have not.</summary>
internal static class RecipeCheck
{
    /// <param name="packs">Where chunks are looked for first, before the store.</param>
    public static bool IsGood(PackEntry entry, Recipe recipe, IReadOnlyList<CheckedPack> packs, FileContentStore store, CancellationToken cancellation)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var buffer = ArrayPool<byte>.Shared.Rent(ChunkCutter.Longest);
        try
        {
            foreach (var chunk in recipe.Chunks)
            {
                cancellation.ThrowIfCancellationRequested();
                var bytes = buffer.AsSpan(0, chunk.Length);
                if (!Read(chunk.Digest, bytes, packs, store)) return false;
                hash.AppendData(bytes);
            }

            return Digest.FromHash(hash.GetHashAndReset()) == entry.Digest;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    private static bool Read(Digest digest, Span<byte> bytes, IReadOnlyList<CheckedPack> packs, FileContentStore store)
    {
        foreach (var pack in packs)
            if (pack.Find(digest) is { Kind: PackedKind.Blob } entry && entry.Length == bytes.Length) return pack.TryRead(entry, bytes);
        return store.Objects.TryRead(digest, bytes);
    }
}
