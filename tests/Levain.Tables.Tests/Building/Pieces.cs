using FsCheck;
using FsCheck.Fluent;

namespace Levain.Tables.Tests.Building;

/// <summary>Rows as a source hands them out: pieces of values with bits that say which are there.</summary>
internal static class Pieces
{
    public static Gen<T?[][]> Of<T>(Gen<T> value) where T : struct =>
        Gen.OneOf(
            Gen.Frequency((4, value.Select(there => (T?)there)), (1, Gen.Constant((T?)null))).ArrayOf(),
            value.Select(there => (T?)there).ArrayOf(130)).ArrayOf();

    public static T[] Values<T>(T?[] piece, T garbage) where T : struct => [.. piece.Select(value => value ?? garbage)];

    public static ulong[] Validity<T>(T?[] piece) where T : struct
    {
        if (piece.Length > 0 && piece.All(value => value is not null)) return [];
        // Bits behind the last row are garbage too.
        var words = Enumerable.Repeat(ulong.MaxValue, Bits.Words(piece.Length)).ToArray();
        for (var i = 0; i < piece.Length; i++)
            if (piece[i] is null) Bits.Clear(words, i);
        return words;
    }
}
