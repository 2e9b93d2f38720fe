using Levain.Tables.Statistics;

namespace Levain.Learning.Encoders;

/// <summary>Texts in UTF-8 that are found by their bytes.</summary>
internal sealed class TextTable
{
    private readonly byte[][] texts;
    private readonly int[] slots;

    public TextTable(byte[][] texts)
    {
        this.texts = texts;
        // At most half of the slots are taken.
        slots = new int[System.Numerics.BitOperations.RoundUpToPowerOf2((uint)Math.Max(8, texts.Length * 2))];
        for (var i = 0; i < texts.Length; i++)
        {
            var slot = First(texts[i]);
            while (slots[slot] != 0) slot = Next(slot);
            slots[slot] = i + 1;
        }
    }

    /// <summary>Where a text stands, or -1.</summary>
    public int Find(ReadOnlySpan<byte> text)
    {
        for (var slot = First(text); slots[slot] is > 0 and var found; slot = Next(slot))
            if (texts[found - 1].AsSpan().SequenceEqual(text)) return found - 1;
        return -1;
    }

    private int First(ReadOnlySpan<byte> text) => (int)(StableHash.Of(text) & (ulong)(slots.Length - 1));

    private int Next(int slot) => (slot + 1) & (slots.Length - 1);
}
