using System.Buffers.Binary;

namespace Levain.Images;

/// <summary>Finds where the bytes at a position stood before, in the last 32 KiB.</summary>
internal sealed class MatchFinder
{
    public const int Window = 32 << 10;
    public const int Shortest = 4;
    public const int Longest = 258;

    private const int HashBits = 15;
    // How many earlier places are looked at: more is slower, and smaller by little.
    private const int Patience = 16;

    private readonly int[] heads = new int[1 << HashBits];
    private readonly int[] earlier = new int[Window];

    public MatchFinder()
    {
        Array.Fill(heads, -1);
        Array.Fill(earlier, -1);
    }

    /// <summary>Remembers the position, at which there must be four bytes at least, and gives the longest match before it.</summary>
    public (int Length, int Distance) Find(ReadOnlySpan<byte> bytes, int position)
    {
        var candidate = Remember(bytes, position);
        var (best, distance) = (0, 0);
        var most = Math.Min(Longest, bytes.Length - position);
        var here = bytes.Slice(position, most);
        for (var left = Patience; left > 0 && candidate >= 0 && position - candidate < Window; left--, candidate = earlier[candidate & (Window - 1)])
        {
            if (best > 0 && bytes[candidate + best] != here[best]) continue;
            var length = here.CommonPrefixLength(bytes.Slice(candidate, most));
            if (length <= best) continue;
            (best, distance) = (length, position - candidate);
            if (best == most) break;
        }

        return best >= Shortest ? (best, distance) : (0, 0);
    }

    /// <summary>Remembers the position and gives the last one with the same hash, or less than zero.</summary>
    public int Remember(ReadOnlySpan<byte> bytes, int position)
    {
        var hash = (int)((BinaryPrimitives.ReadUInt32LittleEndian(bytes[position..]) * 0x9E3779B1u) >> (32 - HashBits));
        var before = heads[hash];
        heads[hash] = position;
        return earlier[position & (Window - 1)] = before;
    }

    /// <summary>The bytes move to the left by a multiple of the window.</summary>
    public void Slide(int by)
    {
        for (var i = 0; i < heads.Length; i++) heads[i] = Math.Max(-1, heads[i] - by);
        for (var i = 0; i < earlier.Length; i++) earlier[i] = Math.Max(-1, earlier[i] - by);
    }
}
