using System.Numerics;

namespace Levain.Store.Packs;

/// <summary>Tells in which of many packs a digest is by one look into memory, however many there are.</summary>
/// <remarks>
/// Open addressing in 8 bytes for each record: 24 bits of the digest, the number of the pack and the place in its index. What is not here costs one read of memory; what is, the
/// comparison with the index too, which is in memory up to a budget and on the disk beyond. One thread at a time may change a table; any number may look meanwhile.
/// </remarks>
/// <param name="expected">How many records there will be, or fewer.</param>
internal sealed class PackTable(int expected = 0)
{
    private const int PlaceBits = 24, PackBits = 16, TagShift = PlaceBits + PackBits;
    private const int MostPacks = (1 << PackBits) - 2, Room = 2, SlotsPerEntry = 2, FewestSlots = 1024;
    private const int MostEntries = 1 << 28;
    private const long IndexBudget = 8 << 20;

    private State state = new(new ulong[SlotsFor(expected)], []);
    private int entries;
    private long indexBytes;

    private sealed record State(ulong[] Slots, PackFile?[] Packs);

    /// <summary>Where a digest is, but for records that are lost.</summary>
    public (PackFile Pack, PackEntry Entry)? Find(Digest digest)
    {
        var (slots, packs) = Volatile.Read(ref state);
        var tag = digest.Leading >> TagShift;
        for (var i = (int)digest.Leading & (slots.Length - 1); Volatile.Read(ref slots[i]) is var slot and not 0; i = (i + 1) & (slots.Length - 1))
        {
            if (slot >> TagShift != tag || packs[((int)(slot >> PlaceBits) & ((1 << PackBits) - 1)) - 1] is not { } pack) continue;
            if (pack.EntryAt((int)slot & ((1 << PlaceBits) - 1)) is { } entry && entry.Digest == digest && !pack.Lost.Contains(digest)) return (pack, entry);
        }

        return null;
    }

    /// <returns>False when there are too many.</returns>
    public bool Add(PackFile pack)
    {
        if (state.Packs.Length >= MostPacks || entries + pack.Count > MostEntries) return false;
        if ((indexBytes += (long)pack.Count * PackFormat.EntryBytes) <= IndexBudget) pack.Load();
        PackFile?[] packs = [.. state.Packs, pack];
        entries += pack.Count;
        if ((long)entries * SlotsPerEntry > state.Slots.Length)
        {
            // A slot does not hold enough of its digest to be moved to another: all indexes are read once more, and that seldom.
            var slots = new ulong[SlotsFor(entries * Room)];
            for (var i = 0; i < packs.Length; i++)
                if (packs[i] is { } each) Insert(each, i, slots);
            Volatile.Write(ref state, new(slots, packs));
            return true;
        }

        Volatile.Write(ref state, new(state.Slots, packs));
        Insert(pack, packs.Length - 1, state.Slots);
        return true;
    }

    public void Remove(PackFile pack)
    {
        var at = Array.IndexOf(state.Packs, pack);
        if (at >= 0) Volatile.Write(ref state.Packs[at], null);
    }

    private static int SlotsFor(int entries) => (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(FewestSlots, Math.Min(entries, MostEntries) * SlotsPerEntry));

    private static void Insert(PackFile pack, int number, ulong[] slots)
    {
        var place = 0;
        foreach (var leading in pack.Leadings())
        {
            var i = (int)leading & (slots.Length - 1);
            while (slots[i] != 0) i = (i + 1) & (slots.Length - 1);
            Volatile.Write(ref slots[i], ((leading >> TagShift) << TagShift) | ((ulong)(number + 1) << PlaceBits) | (uint)place++);
        }
    }
}
