using System.Collections.Concurrent;

namespace Levain.Store;

/// <summary>Remembers the digests of single files by their stamps, so that an unchanged file is not read again. Folders are remembered by <see cref="Scanning.TreeCache"/>.</summary>
/// <remarks>
/// One sealed file. It is only ever a short cut: when it is damaged, of another version or gone, files are read again. Paths below the folder
/// that holds the store are kept relative to it, so that a workspace may be moved.
/// </remarks>
public sealed class StatCache
{
    private readonly StoreFolder store;
    private readonly string home;
    private readonly ConcurrentDictionary<string, Entry> entries;
    private int changes;

    private StatCache(StoreFolder store, ConcurrentDictionary<string, Entry> entries)
    {
        this.store = store;
        this.entries = entries;
        home = Path.GetDirectoryName(store.Root) + Path.DirectorySeparatorChar;
    }

    private static ReadOnlySpan<byte> Header => "levain.stat-cache/2\n"u8;

    public static StatCache Load(StoreFolder store)
    {
        ArgumentNullException.ThrowIfNull(store);
        return new(store, Read(store.StatCache));
    }

    /// <summary>Brings what was learned to the disk, together with what other processes learned meanwhile. Forgets files that are gone.</summary>
    public void Save()
    {
        if (Interlocked.Exchange(ref changes, 0) == 0) return;
        var all = Read(store.StatCache);
        foreach (var (path, entry) in entries)
            if (entry.Used) all[path] = entry;

        var kept = all.Where(pair => pair.Value.Used || Exists(pair.Key)).OrderBy(pair => pair.Key, StringComparer.Ordinal).ToList();
        try
        {
            SealedFile.Write(store.StatCache, Header, StampCodec.Bytes(output => Write(output, kept)), store.NewTemporary());
        }
        catch (BuildException)
        {
            // A store that cannot be written to is told about where it matters: here it costs only time.
        }
    }

    internal StoreFolder Store => store;

    internal HashingMoment Now() => HashingMoment.Take(store);

    internal Digest? Find(string path, in FileStamp stamp)
    {
        if (!entries.TryGetValue(KeyOf(path), out var entry) || entry.Stamp != stamp || !stamp.CanBeTrusted) return null;
        entry.Used = true;
        return entry.Digest;
    }

    /// <param name="stamp">What the file had before and after it was hashed.</param>
    /// <param name="moment">Taken before it was hashed.</param>
    internal void Record(string path, in FileStamp stamp, Digest digest, HashingMoment moment)
    {
        if (!moment.IsAfter(stamp)) return;
        entries[KeyOf(path)] = new(stamp, digest) { Used = true };
        Interlocked.Increment(ref changes);
    }

    private string KeyOf(string path) => path.StartsWith(home, StringComparison.Ordinal) ? path[home.Length..] : path;

    private bool Exists(string key) => File.Exists(Path.Combine(home, key));

    private static void Write(BinaryWriter output, List<KeyValuePair<string, Entry>> entries)
    {
        output.Write(entries.Count);
        foreach (var (path, entry) in entries)
        {
            output.Write(path);
            StampCodec.Write(output, entry.Stamp);
            StampCodec.Write(output, entry.Digest);
        }
    }

    private static ConcurrentDictionary<string, Entry> Read(string path)
    {
        if (SealedFile.Read(path, Header) is not { } body) return new(StringComparer.Ordinal);

        using var input = StampCodec.Reader(body);
        var count = input.ReadInt32();
        var entries = new ConcurrentDictionary<string, Entry>(Environment.ProcessorCount, count, StringComparer.Ordinal);
        for (; count > 0; count--) entries[input.ReadString()] = new(StampCodec.Read(input), StampCodec.ReadDigest(input));
        return entries;
    }

    private sealed class Entry(FileStamp stamp, Digest digest)
    {
        public FileStamp Stamp => stamp;

        public Digest Digest => digest;

        /// <summary>Seen in this process: it need not be looked for when the cache is written.</summary>
        public bool Used { get; set; }
    }
}
