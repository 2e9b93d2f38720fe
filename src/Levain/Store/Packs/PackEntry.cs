namespace Levain.Store.Packs;

/// <summary>What a record of a pack is. The values stand in files.</summary>
internal enum PackedKind : byte
{
    /// <summary>The bytes themselves: a small object, or a chunk of a large one.</summary>
    Blob = (byte)'b',

    /// <summary>The chunks that make up the object: see <see cref="Chunks.Recipe"/>.</summary>
    Recipe = (byte)'r',
}

/// <summary>Where a record lies in its pack.</summary>
/// <param name="Offset">Of the payload.</param>
/// <param name="Length">Of the payload.</param>
/// <param name="Size">Of the object: of a blob the length, of a recipe the bytes of all its chunks.</param>
internal readonly record struct PackEntry(Digest Digest, PackedKind Kind, long Offset, int Length, long Size);
