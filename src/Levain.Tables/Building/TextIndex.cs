using System.Buffers.Binary;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Levain.Tables;

/// <summary>The texts of a column while it is built: each distinct one once, under a code in order of first appearance.</summary>
internal sealed unsafe class TextIndex
{
    private const ulong Mix1 = 0x9E37_79B9_7F4A_7C15, Mix2 = 0xC2B2_AE3D_27D4_EB4F;

    private const int FirstBits = 6;

    private readonly NativeBuffer<byte> bytes = new();
    private readonly NativeBuffer<int> ends = new();
    private int length;
    // Slot: hash and code + 1, 0 where it is free. At most half of them are taken. The hash's upper bits say where, so that growing moves slots in order.
    private NativeBuffer<ulong> slots = Slots(1 << FirstBits);
    private int shift = 32 - FirstBits;

    public int Count { get; private set; }

    public int CodeOf(ReadOnlySpan<byte> utf8)
    {
        var hash = Hash(utf8);
        var code = -1;
        for (var slot = (int)(hash >> shift); code < 0; slot = (slot + 1) & (slots.Length - 1))
        {
            var taken = slots.First[slot];
            if (taken == 0) code = Add(utf8, hash, slot);
            else if (taken >> 32 == hash && Utf8((int)taken - 1).SequenceEqual(utf8)) code = (int)taken - 1;
        }

        GC.KeepAlive(this);
        return code;
    }

    /// <summary>The code here of each text of a dictionary.</summary>
    public int[] CodesOf(StringDictionary dictionary)
    {
        var codes = new int[dictionary.Count];
        for (var code = 0; code < codes.Length; code++) codes[code] = CodeOf(dictionary.Utf8(code));
        return codes;
    }

    /// <summary>The dictionary of these texts; there are none here afterwards.</summary>
    public StringDictionary TakeAll()
    {
        slots.Free();
        var allEnds = ends.Span[..Count].ToArray();
        ends.Free();
        var allBytes = bytes.Span[..length].ToArray();
        bytes.Free();
        var dictionary = Count == 0 ? StringDictionary.Empty : new(allBytes, allEnds);
        (slots, shift, length, Count) = (Slots(1 << FirstBits), 32 - FirstBits, 0, 0);
        return dictionary;
    }

    private ReadOnlySpan<byte> Utf8(int code)
    {
        var start = code == 0 ? 0 : ends.First[code - 1];
        return new(bytes.First + start, ends.First[code] - start);
    }

    private int Add(ReadOnlySpan<byte> utf8, uint hash, int slot)
    {
        if ((long)length + utf8.Length > Array.MaxLength) throw new BuildException("the distinct texts of one column have more than 2 GB", "leave the column out, or cut it in SQL");
        bytes.Reserve(Math.Max(256, length + utf8.Length));
        utf8.CopyTo(bytes.Span[length..]);
        length += utf8.Length;
        ends.Reserve(Math.Max(16, Count + 1));
        ends.First[Count++] = length;
        slots.First[slot] = (ulong)hash << 32 | (uint)Count;
        if (Count > slots.Length / 2) Widen();
        return Count - 1;
    }

    private void Widen()
    {
        var old = slots;
        slots = Slots(old.Length * 2);
        shift--;
        foreach (var taken in old.Span)
        {
            if (taken == 0) continue;
            var slot = (int)(taken >> 32 >> shift);
            while (slots.First[slot] != 0) slot = (slot + 1) & (slots.Length - 1);
            slots.First[slot] = taken;
        }

        old.Free();
    }

    private static NativeBuffer<ulong> Slots(int count)
    {
        var slots = new NativeBuffer<ulong>();
        slots.Resize(count);
        slots.Span.Clear();
        return slots;
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
