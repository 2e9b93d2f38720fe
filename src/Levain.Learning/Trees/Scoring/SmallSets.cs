using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace Levain.Learning.Scoring;

/// <summary>Sets of category codes below 256 as bits, of equal length, so that a question is answered without a branch.</summary>
internal sealed class SmallSets
{
    public const int Codes = 256;

    private const int Words = Codes / 32;

    private readonly List<uint> building = [];
    private uint[] words = new uint[Words];

    /// <summary>Keeps a set, and says which it is.</summary>
    public int Add(ReadOnlySpan<int> codes)
    {
        var start = building.Count;
        CollectionsMarshal.SetCount(building, start + Words);
        var set = CollectionsMarshal.AsSpan(building)[start..];
        set.Clear();
        foreach (var code in codes) set[code / 32] |= 1u << code;
        return start / Words;
    }

    /// <summary>Ends the building: from here on sets are only read.</summary>
    public void Freeze() => words = building.Count == 0 ? words : [.. building];

    /// <summary>1 when a key is in the set, else 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public int Holds(int set, int key)
    {
        var word = Unsafe.Add(ref MemoryMarshal.GetArrayDataReference(words), (nuint)(uint)(set * Words) + ((uint)key >> 5 & (Words - 1)));
        return ((int)(word >> key) & ((uint)key < Codes ? 1 : 0)) | (key == CategoryKey.Right ? 1 : 0);
    }
}
