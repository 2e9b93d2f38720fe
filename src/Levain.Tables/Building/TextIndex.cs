using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Levain.Tables;

/// <summary>The texts of a column while it is built: each distinct one once, under a code in order of first appearance.</summary>
internal sealed class TextIndex
{
    private const ulong Mix1 = 0x9E37_79B9_7F4A_7C15, Mix2 = 0xC2B2_AE3D_27D4_EB4F;

    private byte[] bytes = [];
    private int length;
    private int[] ends = new int[16];
    private uint[] hashes = new uint[16];
    // Slot: code + 1, 0 where it is free. At most half of them are taken.
    private int[] slots = new int[64];

    public int Count { get; private set; }

    public int CodeOf(ReadOnlySpan<byte> utf8)
    {
        var hash = Hash(utf8);
        for (var slot = (int)hash & (slots.Length - 1); ; slot = (slot + 1) & (slots.Length - 1))
        {
            var code = slots[slot] - 1;
            if (code < 0) return Add(utf8, hash, slot);
            if (hashes[code] == hash && Utf8(code).SequenceEqual(utf8)) return code;
        }
    }

    /// <summary>The code here of each text of a dictionary.</summary>
    public int[] CodesOf(StringDictionary dictionary)
    {
        var codes = new int[dictionary.Count];
        for (var code = 0; code < codes.Length; code++) codes[code] = CodeOf(dictionary.Utf8(code));
        return codes;
    }

    public ReadOnlySpan<byte> Utf8(int code)
    {
        var start = code == 0 ? 0 : ends[code - 1];
        return bytes.AsSpan(start, ends[code] - start);
    }

    /// <summary>The dictionary of these texts; there are none here afterwards.</summary>
    public StringDictionary TakeAll()
    {
        // The buffers double as they grow: what is left over is given back when it is much.
        if (length < bytes.Length / 4 * 3) Array.Resize(ref bytes, length);
        Array.Resize(ref ends, Count);
        var dictionary = Count == 0 ? StringDictionary.Empty : new(bytes, ends);
        (bytes, length, ends, hashes, slots, Count) = ([], 0, new int[16], new uint[16], new int[64], 0);
        return dictionary;
    }

    private int Add(ReadOnlySpan<byte> utf8, uint hash, int slot)
    {
        Reserve(utf8.Length);
        utf8.CopyTo(bytes.AsSpan(length));
        length += utf8.Length;
        if (Count == ends.Length)
        {
            Array.Resize(ref ends, Count * 2);
            Array.Resize(ref hashes, Count * 2);
        }

        (ends[Count], hashes[Count], slots[slot]) = (length, hash, Count + 1);
        Count++;
        if (Count * 2 > slots.Length) Widen();
        return Count - 1;
    }

    private void Reserve(int more)
    {
        var needed = (long)length + more;
        if (needed > Array.MaxLength) throw new BuildException("the distinct texts of one column have more than 2 GB", "leave the column out, or cut it in SQL");
        if (needed > bytes.Length) Array.Resize(ref bytes, (int)Math.Min(Array.MaxLength, Math.Max(Math.Max(needed, bytes.Length * 2L), 256)));
    }

    private void Widen()
    {
        slots = new int[slots.Length * 2];
        for (var code = 0; code < Count; code++)
        {
            var slot = (int)hashes[code] & (slots.Length - 1);
            while (slots[slot] != 0) slot = (slot + 1) & (slots.Length - 1);
            slots[slot] = code + 1;
        }
    }

    // Codes follow first appearance, so the hash decides nothing but speed. Up to 16 bytes are two words that may overlap.
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static uint Hash(ReadOnlySpan<byte> utf8)
    {
        ulong low, high;
        var size = utf8.Length;
        if (size >= 8)
        {
            if (size > 16) return LongHash(utf8);
            low = BinaryPrimitives.ReadUInt64LittleEndian(utf8);
            high = BinaryPrimitives.ReadUInt64LittleEndian(utf8[^8..]);
        }
        else if (size >= 4)
        {
            low = BinaryPrimitives.ReadUInt32LittleEndian(utf8);
            high = BinaryPrimitives.ReadUInt32LittleEndian(utf8[^4..]);
        }
        else if (size > 0)
        {
            low = utf8[0] | (uint)utf8[size >> 1] << 8;
            high = utf8[^1];
        }
        else
        {
            low = high = 0;
        }

        return Fold(low, high ^ ((ulong)size << 56));
    }

    private static uint LongHash(ReadOnlySpan<byte> utf8)
    {
        var state = (ulong)utf8.Length;
        foreach (var word in MemoryMarshal.Cast<byte, ulong>(utf8)) state = (ulong.RotateLeft(state, 23) ^ word) * Mix1;
        return Fold(state, BinaryPrimitives.ReadUInt64LittleEndian(utf8[^8..]));
    }

    private static uint Fold(ulong low, ulong high)
    {
        var product = Math.BigMul(low ^ Mix1, high ^ Mix2, out var lower);
        var mixed = (product ^ lower) * Mix1;
        return (uint)(mixed >> 32);
    }
}
