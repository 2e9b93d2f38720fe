namespace Levain.Images;

/// <summary>A prefix code for symbols of known frequency, in the canonical form of deflate (RFC 1951, section 3.2.2).</summary>
internal sealed class HuffmanCode
{
    /// <param name="frequencies">Of each symbol; changed on the way.</param>
    public HuffmanCode(int[] frequencies, int longest)
    {
        // A code of fewer than two symbols is incomplete, and not every reader takes such a one.
        for (var i = 0; frequencies.Count(each => each > 0) < 2; i++) frequencies[i] = Math.Max(1, frequencies[i]);
        Lengths = LengthsOf(frequencies);
        while (Lengths.Max() > longest)
        {
            for (var i = 0; i < frequencies.Length; i++) if (frequencies[i] > 0) frequencies[i] = (frequencies[i] >> 1) | 1;
            Lengths = LengthsOf(frequencies);
        }

        Bits = BitsOf(Lengths, longest);
    }

    public int[] Lengths { get; }

    /// <summary>The codes, their first bit lowest: as they are written.</summary>
    public uint[] Bits { get; }

    private static int[] LengthsOf(int[] frequencies)
    {
        // Ties are broken by the number of the node, so that there is one outcome.
        var queue = new PriorityQueue<int, (long Frequency, int Node)>();
        var parents = new int[2 * frequencies.Length];
        for (var i = 0; i < frequencies.Length; i++) if (frequencies[i] > 0) queue.Enqueue(i, (frequencies[i], i));
        var next = frequencies.Length;
        while (queue.TryDequeue(out var left, out var low) && queue.TryDequeue(out var right, out var high))
        {
            parents[left] = parents[right] = next;
            queue.Enqueue(next, (low.Frequency + high.Frequency, next));
            next++;
        }

        var depths = new int[next];
        for (var node = next - 2; node >= 0; node--) if (parents[node] != 0) depths[node] = depths[parents[node]] + 1;
        return depths[..frequencies.Length];
    }

    private static uint[] BitsOf(int[] lengths, int longest)
    {
        var codes = new uint[lengths.Length];
        uint code = 0;
        for (var length = 1; length <= longest; length++, code <<= 1)
            for (var symbol = 0; symbol < lengths.Length; symbol++)
                if (lengths[symbol] == length) codes[symbol] = Reverse(code++, length);
        return codes;
    }

    private static uint Reverse(uint code, int length)
    {
        uint reversed = 0;
        for (; length > 0; length--, code >>= 1) reversed = (reversed << 1) | (code & 1);
        return reversed;
    }
}
