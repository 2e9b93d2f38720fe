using System.Numerics;
using System.Runtime.InteropServices;

namespace Levain.Store;

/// <summary>A fast 64-bit sum that notices when bytes that were already checked by SHA-256 differ on a second reading. It lives in memory only.</summary>
/// <remarks>Every step is a bijection of its lane, so one changed word always shows; more show but for one case in 2^64. Nobody who picks bytes on purpose is kept out.</remarks>
internal static class BlockSum
{
    private const ulong Odd = 0x9e3779b97f4a7c15;

    public static ulong Of(ReadOnlySpan<byte> bytes)
    {
        ulong a = 1, b = 2, c = 3, d = 4;
        var words = MemoryMarshal.Cast<byte, ulong>(bytes);
        var i = 0;
        for (; i + 4 <= words.Length; i += 4)
        {
            a = Step(a, words[i]);
            b = Step(b, words[i + 1]);
            c = Step(c, words[i + 2]);
            d = Step(d, words[i + 3]);
        }

        for (; i < words.Length; i++) a = Step(a, words[i]);
        foreach (var rest in bytes[(words.Length * sizeof(ulong))..]) b = Step(b, rest);
        return Step(Step(Step(Step(a, b), c), d), (ulong)bytes.Length);
    }

    private static ulong Step(ulong lane, ulong word) => BitOperations.RotateLeft((lane ^ word) * Odd, 31);
}
