using Levain.Store.Packs;

namespace Levain.Collection;

/// <summary>What becomes of one pack: it stays, goes as a whole, or is written anew without what is dead in it.</summary>
internal sealed class PackPlan
{
    // Below this share the dead bytes of a pack are not worth writing the others again.
    private const double WorthRewriting = 0.25;

    private PackPlan(PackFile pack) => Pack = pack;

    public PackFile Pack { get; }

    public List<PackEntry> Live { get; } = [];

    public List<PackEntry> Dead { get; } = [];

    public long LiveBytes { get; private set; }

    public long DeadBytes { get; private set; }

    /// <summary>Whether the dead records leave the disk now.</summary>
    public bool Goes { get; private init; }

    /// <param name="isLive">Whether a record is needed.</param>
    /// <param name="thoroughly">Also when little is dead.</param>
    public static PackPlan Of(PackFile pack, Func<PackEntry, bool> isLive, bool thoroughly)
    {
        var plan = new PackPlan(pack);
        foreach (var entry in pack.Entries()) plan.Add(entry, !pack.Lost.Contains(entry.Digest) && isLive(entry));
        return new PackPlan(plan, thoroughly);
    }

    private PackPlan(PackPlan counted, bool thoroughly) : this(counted.Pack)
    {
        (Live, Dead, LiveBytes, DeadBytes) = (counted.Live, counted.Dead, counted.LiveBytes, counted.DeadBytes);
        Goes = Dead.Count > 0 && (Live.Count == 0 || thoroughly || DeadBytes >= WorthRewriting * (DeadBytes + LiveBytes));
    }

    private void Add(PackEntry entry, bool live)
    {
        var bytes = PackFormat.RecordHeader + PackFormat.EntryBytes + entry.Length;
        if (live)
        {
            Live.Add(entry);
            LiveBytes += bytes;
        }
        else
        {
            Dead.Add(entry);
            DeadBytes += bytes;
        }
    }
}
