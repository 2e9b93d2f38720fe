namespace Levain.Store.Packs;

/// <summary>The packs of a store. What other processes add, merge and remove is noticed.</summary>
/// <remarks>
/// The list is read again only when the folder was changed since, and nobody waits for anybody: a pack appears whole by one rename, what it replaces goes after that, and who
/// holds a pack open can go on reading it when its name has gone.
/// </remarks>
internal sealed class PackFolder(StoreFolder store)
{
    public const string Extension = ".pack";

    private const long TickAndMore = 50_000_000;

    // About what a probe costs beside an entry that is put into a table.
    private const int ProbesWorthATable = 2000, EntriesPerProbe = 32;

    private readonly Lock gate = new();
    private volatile IReadOnlyList<PackFile> packs = [];
    private volatile PackTable? table;
    private long probes, worthATable;
    private FileStamp listed;
    private bool certain;

    /// <summary>Moves a pack that is whole and on the disk to its place.</summary>
    /// <returns>Its path.</returns>
    public static string Place(StoreFolder store, string temporary, Digest name)
    {
        var path = Path.Combine(store.Packs, name.Hex + Extension);

        // What was lost of an earlier pack of this name is in this one again. Before the move: a damaged record that is still there is merely found once more.
        AtomicFile.TryDelete(Path.ChangeExtension(path, LostRecords.Extension));
        AtomicFile.Replace(temporary, path);
        return path;
    }

    /// <summary>The packs as they were at the last look.</summary>
    public IReadOnlyList<PackFile> Packs
    {
        get
        {
            if (listed == default) Refresh();
            return packs;
        }
    }

    /// <summary>Where the object is: the pack and the record.</summary>
    public (PackFile Pack, PackEntry Entry)? Find(Digest digest)
    {
        var all = Packs;
        if (table is null && Interlocked.Add(ref probes, all.Count) > worthATable) MakeTable();
        if (table is { } fast) return TryFind(fast, digest);
        foreach (var pack in all)
            if (TryFind(pack, digest) is { } entry && !pack.Lost.Contains(digest)) return (pack, entry);

        return null;
    }

    private void Weigh() => worthATable = ProbesWorthATable + packs.Sum(pack => (long)pack.Count / EntriesPerProbe);

    private void MakeTable()
    {
        if (!gate.TryEnter()) return;
        try
        {
            if (table is not null) return;
            var made = new PackTable((int)Math.Min(int.MaxValue, packs.Sum(pack => (long)pack.Count)));
            foreach (var pack in packs)
                if (!made.Add(pack)) return;
            table = made;
        }
        catch (IOException)
        {
            // Later perhaps.
        }
        finally
        {
            probes = 0;
            gate.Exit();
        }
    }

    private void TryAdd(PackFile pack)
    {
        try
        {
            if (table?.Add(pack) == false) table = null;
        }
        catch (IOException)
        {
            table = null;
        }
    }

    private static (PackFile, PackEntry)? TryFind(PackTable table, Digest digest)
    {
        try
        {
            return table.Find(digest);
        }
        catch (IOException)
        {
            return null;
        }
    }

    // An index that cannot be read is as good as none: what it speaks of is fetched or made again.
    private static PackEntry? TryFind(PackFile pack, Digest digest)
    {
        try
        {
            return pack.Find(digest);
        }
        catch (IOException)
        {
            return null;
        }
    }

    public PackWriter NewWriter() => new(store);

    /// <summary>The record turned out to be damaged. One that merely could not be read this time is given up by this process alone.</summary>
    public void Lose(PackFile pack, PackEntry entry)
    {
        if (pack.Reads(entry) == false) pack.Lost.Add(entry.Digest, store.NewTemporary());
        else pack.Lost.AddForNow(entry.Digest);
    }

    /// <summary>Looks for packs that came or went.</summary>
    /// <returns>Whether the list is another one than before. Not whether the folder was touched: with a clock that was set back that could never be told, and who asks again on it would never end.</returns>
    public bool Refresh()
    {
        lock (gate)
        {
            var stamp = Stamp();
            if (stamp == listed && certain && stamp != default) return false;

            // A change within the same tick of the clock would leave the stamp as it is.
            certain = stamp.CanBeTrusted && (DateTime.UtcNow - DateTime.UnixEpoch).Ticks * 100 - stamp.Changed > TickAndMore;
            var known = packs.ToDictionary(pack => pack.Path, StringComparer.Ordinal);
            var now = new List<PackFile>();
            foreach (var path in Paths())
                if ((known.TryGetValue(path, out var pack) ? pack : TryOpen(path)) is { } found) now.Add(found);

            // Large ones first: most look-ups end there.
            var changed = now.Count != packs.Count || now.Any(pack => !known.ContainsKey(pack.Path));
            foreach (var pack in now.Where(pack => !known.ContainsKey(pack.Path))) TryAdd(pack);
            foreach (var (path, pack) in known)
                if (now.TrueForAll(each => each.Path != path)) table?.Remove(pack);
            if (changed) packs = [.. now.OrderByDescending(pack => pack.Count).ThenBy(pack => pack.Name)];
            Weigh();
            listed = stamp;
            return changed;
        }
    }

    /// <summary>Shows a pack that this process has written.</summary>
    public void Add(string path)
    {
        lock (gate)
        {
            if (packs.Any(pack => pack.Path == path)) return;
            if (TryOpen(path) is not { } pack) return;
            packs = [.. packs, pack];
            TryAdd(pack);
            Weigh();
        }
    }

    private FileStamp Stamp()
    {
        try
        {
            return FileStatus.Of(store.Packs)?.Stamp ?? default;
        }
        catch (Exception error) when (DiskError.Is(error))
        {
            throw DiskError.Reading(store.Packs, error);
        }
    }

    private IEnumerable<string> Paths() =>
        Directory.Exists(store.Packs) ? ReadOnlyTree.Names(store.Packs).Where(name => name.EndsWith(Extension, StringComparison.Ordinal)).Select(name => Path.Combine(store.Packs, name)) : [];

    private PackFile? TryOpen(string path)
    {
        try
        {
            return PackFile.Open(path);
        }
        catch (FormatException)
        {
            return PackSalvage.Run(store, path);
        }
        catch (Exception error) when (DiskError.Is(error))
        {
            // It went meanwhile, or cannot be read: its objects are not here, and are fetched or made again.
            return null;
        }
    }
}
