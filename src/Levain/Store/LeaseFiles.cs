namespace Levain.Store;

/// <summary>The leases of all processes, as a collection reads them.</summary>
internal sealed class LeaseFiles(StoreFolder store)
{
    private static readonly TimeSpan ForgottenAfter = TimeSpan.FromDays(1);

    private readonly Dictionary<string, long> read = new(StringComparer.Ordinal);

    /// <summary>How many processes hold a lease.</summary>
    public int Count => read.Count;

    /// <summary>Removes the leases of processes that no longer live. Not while a collection runs: what a process recorded before it died may be newer than the roots that the collection has read.</summary>
    public static void RemoveDead(StoreFolder store)
    {
        foreach (var path in Paths(store))
        {
            var owner = ProcessIdentity.Parse(Path.GetFileName(path).Split('.')[0]);
            // Of another machine or container, or of the time before a restart: only age tells.
            if (owner?.Lives(store.Boot) ?? File.GetLastWriteTimeUtc(path) > DateTime.UtcNow - ForgottenAfter) continue;
            AtomicFile.TryDelete(path);
        }
    }

    /// <summary>The digests that were covered since the last call.</summary>
    public IReadOnlyList<Digest> ReadNew()
    {
        var digests = new List<Digest>();
        foreach (var path in Paths(store)) Read(path, digests);
        return digests;
    }

    private void Read(string path, List<Digest> digests)
    {
        try
        {
            using var file = FileBytes.Open(path);
            var from = read.GetValueOrDefault(path);
            var bytes = new byte[Math.Max(0, RandomAccess.GetLength(file) - from)];
            var count = FileBytes.Fill(file, bytes, from) / Digest.ByteCount;
            for (var i = 0; i < count; i++) digests.Add(Digest.FromHash(bytes.AsSpan(i * Digest.ByteCount, Digest.ByteCount)));
            read[path] = from + count * (long)Digest.ByteCount;
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
        }
    }

    private static IReadOnlyList<string> Paths(StoreFolder store)
    {
        try
        {
            return Directory.Exists(store.Leased) ? [.. Directory.EnumerateFiles(store.Leased)] : [];
        }
        catch (Exception error) when (DiskError.Is(error))
        {
            throw DiskError.Reading(store.Leased, error);
        }
    }
}
