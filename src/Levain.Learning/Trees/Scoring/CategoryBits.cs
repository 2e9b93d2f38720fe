using System.Runtime.CompilerServices;

namespace Levain.Learning.Scoring;

/// <summary>Sets of category codes as bits, one set behind the other: the number of its words, then the words.</summary>
internal sealed class CategoryBits
{
    private readonly List<uint> building = [];
    private uint[] words = [];

    /// <summary>Keeps a set of rising codes, and says where.</summary>
    public int Add(ReadOnlySpan<int> codes)
    {
        var (start, size) = (building.Count, codes.IsEmpty ? 0 : codes[^1] / 32 + 1);
        building.Add((uint)size);
        for (var i = 0; i < size; i++) building.Add(0);
        foreach (var code in codes) building[start + 1 + code / 32] |= 1u << code;
        return start;
    }

    /// <summary>Ends the building: from here on sets are only read.</summary>
    public void Freeze() => words = [.. building];

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public bool Holds(int start, int key)
    {
        var word = (uint)key >> 5;
        return word < words[start] ? (words[start + 1 + (int)word] >> key & 1) != 0 : key == CategoryKey.Right;
    }
}
