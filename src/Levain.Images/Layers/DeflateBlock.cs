using System.Numerics;

namespace Levain.Images;

/// <summary>Writes one block of deflate (RFC 1951): with codes of its own, or as it is where that is shorter.</summary>
internal sealed class DeflateBlock(BitWriter output)
{
    private const int EndOfBlock = 256;
    private const int MostStored = 65535;
    private static readonly byte[] LengthOrder = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

    private readonly List<uint> tokens = new(96 << 10);
    private int[] literals = new int[286];
    private int[] distances = new int[30];
    private long extraBits;

    public void Literal(byte value)
    {
        tokens.Add(value);
        literals[value]++;
    }

    public void Match(int length, int distance)
    {
        tokens.Add(((uint)length << 16) | (uint)distance);
        var (symbol, extra) = LengthSymbol(length);
        var (far, farExtra) = DistanceSymbol(distance);
        literals[symbol]++;
        distances[far]++;
        extraBits += extra + farExtra;
    }

    /// <param name="plain">What the literals and matches stand for.</param>
    public void End(ReadOnlySpan<byte> plain, bool last)
    {
        literals[EndOfBlock]++;
        var (literalCounts, distanceCounts) = ((int[])literals.Clone(), (int[])distances.Clone());
        var literalCode = new HuffmanCode(literals, 15);
        var distanceCode = new HuffmanCode(distances, 15);
        int[] lengths = [.. literalCode.Lengths, .. distanceCode.Lengths];
        var counts = new int[19];
        foreach (var length in lengths) counts[length]++;
        var lengthCode = new HuffmanCode(counts, 7);

        var packed = 17 + 3 * 19 + Sum(lengths, lengthCode) + Cost(literalCounts, literalCode) + Cost(distanceCounts, distanceCode) + extraBits;
        if (packed / 8 < plain.Length) Packed(literalCode, distanceCode, lengthCode, lengths, last);
        else Stored(plain, last);

        tokens.Clear();
        (literals, distances, extraBits) = (new int[286], new int[30], 0);
    }

    private void Packed(HuffmanCode literalCode, HuffmanCode distanceCode, HuffmanCode lengthCode, int[] lengths, bool last)
    {
        output.Write(last ? 1u : 0, 1);
        output.Write(2, 2);
        output.Write(286 - 257, 5);
        output.Write(30 - 1, 5);
        output.Write(19 - 4, 4);
        foreach (var symbol in LengthOrder) output.Write((uint)lengthCode.Lengths[symbol], 3);
        foreach (var length in lengths) output.Write(lengthCode.Bits[length], lengthCode.Lengths[length]);
        foreach (var token in tokens) Token(token, literalCode, distanceCode);
        output.Write(literalCode.Bits[EndOfBlock], literalCode.Lengths[EndOfBlock]);
    }

    private void Token(uint token, HuffmanCode literalCode, HuffmanCode distanceCode)
    {
        var length = (int)(token >> 16);
        if (length == 0)
        {
            output.Write(literalCode.Bits[token], literalCode.Lengths[token]);
            return;
        }

        var distance = (int)(token & 0xFFFF);
        var (symbol, extra) = LengthSymbol(length);
        output.Write(literalCode.Bits[symbol], literalCode.Lengths[symbol]);
        output.Write((uint)(length - 3) & ((1u << extra) - 1), extra);
        var (far, farExtra) = DistanceSymbol(distance);
        output.Write(distanceCode.Bits[far], distanceCode.Lengths[far]);
        output.Write((uint)(distance - 1) & ((1u << farExtra) - 1), farExtra);
    }

    private void Stored(ReadOnlySpan<byte> plain, bool last)
    {
        do
        {
            var part = plain[..Math.Min(MostStored, plain.Length)];
            plain = plain[part.Length..];
            output.Write(last && plain.Length == 0 ? 1u : 0, 1);
            output.Write(0, 2);
            output.Align();
            output.Write((uint)part.Length, 16);
            output.Write((uint)~part.Length & 0xFFFF, 16);
            output.Align();
            output.WriteAligned(part);
        }
        while (plain.Length > 0);
    }

    // Groups of four lengths share their number of extra bits, and so do pairs of distances; 258 has a symbol of its own.
    private static (int Symbol, int Extra) LengthSymbol(int length)
    {
        if (length == MatchFinder.Longest) return (285, 0);
        var value = length - 3;
        if (value < 8) return (257 + value, 0);
        var extra = BitOperations.Log2((uint)value) - 2;
        return (257 + 4 * extra + (value >> extra), extra);
    }

    private static (int Symbol, int Extra) DistanceSymbol(int distance)
    {
        var value = distance - 1;
        if (value < 4) return (value, 0);
        var extra = BitOperations.Log2((uint)value) - 1;
        return (2 * extra + (value >> extra), extra);
    }

    private static long Sum(int[] symbols, HuffmanCode code)
    {
        long bits = 0;
        foreach (var symbol in symbols) bits += code.Lengths[symbol];
        return bits;
    }

    private static long Cost(int[] counts, HuffmanCode code)
    {
        long bits = 0;
        for (var i = 0; i < counts.Length; i++) bits += (long)counts[i] * code.Lengths[i];
        return bits;
    }
}
