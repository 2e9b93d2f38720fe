namespace Levain.Tables;

/// <summary>Distinct words, each under a code in order of first appearance.</summary>
internal sealed class WordIndex
{
    private ulong[] words = new ulong[512];
    // Slot: code + 1, 0 where it is free. At most half of them are taken.
    private int[] slots = new int[1024];
    private int shift = 64 - 10;

    public int Count { get; private set; }

    public int CodeOf(ulong word)
    {
        for (var slot = SlotOf(word); ; slot = (slot + 1) & (slots.Length - 1))
        {
            var code = slots[slot] - 1;
            if (code < 0) return Add(word, slot);
            if (words[code] == word) return code;
        }
    }

    // Fibonacci hashing, with the high half folded in: the words of doubles differ in their upper bits only.
    private int SlotOf(ulong word) => (int)((word ^ (word >> 32)) * 0x9E37_79B9_7F4A_7C15 >> shift);

    private int Add(ulong word, int slot)
    {
        if (Count == words.Length)
        {
            Widen();
            slot = SlotOf(word);
            while (slots[slot] != 0) slot = (slot + 1) & (slots.Length - 1);
        }

        words[Count] = word;
        slots[slot] = ++Count;
        return Count - 1;
    }

    private void Widen()
    {
        Array.Resize(ref words, words.Length * 2);
        slots = new int[slots.Length * 2];
        shift--;
        for (var code = 0; code < Count; code++)
        {
            var slot = SlotOf(words[code]);
            while (slots[slot] != 0) slot = (slot + 1) & (slots.Length - 1);
            slots[slot] = code + 1;
        }
    }
}
