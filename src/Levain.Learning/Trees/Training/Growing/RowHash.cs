using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Levain.Learning.Training;

/// <summary>32 random bits for each row by its number and a key: any thread may ask for any row, and vectors for many.</summary>
/// <remarks>A mixing of 32 bits in both directions (multiply, shift, exclusive or): good enough to round and to sample by, and ten times cheaper than Philox, which makes the keys.</remarks>
internal static class RowHash
{
    private const uint Spread = 0x9E3779B9, First = 0x21F0AAAD, Second = 0x735A2D97;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static uint At(uint key, uint row)
    {
        var bits = (row * Spread) ^ key;
        bits = (bits ^ (bits >> 16)) * First;
        bits = (bits ^ (bits >> 15)) * Second;
        return bits ^ (bits >> 15);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Vector512<uint> At(uint key, Vector512<uint> rows)
    {
        var bits = (rows * Spread) ^ Vector512.Create(key);
        bits = (bits ^ (bits >>> 16)) * First;
        bits = (bits ^ (bits >>> 15)) * Second;
        return bits ^ (bits >>> 15);
    }
}
