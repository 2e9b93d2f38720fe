using System.Collections.Concurrent;
using Levain.Store;
using Levain.Store.Scanning;

namespace Levain.Tests.Store;

/// <summary>A folder that is scanned, and counts of what the scans had to do.</summary>
internal sealed class ScanFolder : IDisposable
{
    private readonly StoreFolder store;

    public ScanFolder()
    {
        store = StoreFolder.Open(Folder.StoreRoot);
        Directory.CreateDirectory(Root);
    }

    public TemporaryFolder Folder { get; } = new();

    public string Root => Folder.Path("data");

    public TreeCache Cache => new(store);

    public string CacheFile => Assert.Single(Directory.GetFiles(Cache.Folder));

    public string Write(string name, string text) => Folder.Write("data/" + name, text);

    public void Bash(string command) => TemporaryFolder.Run("bash", "-c", $"cd '{Root}' && {command}");

    /// <summary>Goes on when the clock of the file system has ticked: what was written before is past.</summary>
    public void Settle()
    {
        var written = FileStatus.Of(Folder.Write("clock", ""))!.Value.Stamp;
        while (!HashingMoment.Take(store).IsAfter(written)) { }
    }

    /// <summary>Scans, knowing what the scan before found.</summary>
    public Counted Scan(int threads = 2, CountingSink? sink = null, CancellationToken cancellation = default)
    {
        sink ??= new();
        return new(new PathScan(sink, null, Cache, threads, cancellation).Run(Root).Content, sink);
    }

    public Content ScanFromNothing(int threads = 2) => new PathScan(new HashSink(), null, null, threads, default).Run(Root).Content;

    /// <summary>The same by way of objects, as a second opinion.</summary>
    public static Content Slowly(string path)
    {
        var entries = new DirectoryInfo(path).EnumerateFileSystemInfos().Select(entry => entry is DirectoryInfo
            ? new TreeEntry(EntryKind.Directory, Slowly(entry.FullName).Digest, entry.EnumerateSize(), entry.Name)
            : new TreeEntry(entry.UnixFileMode.HasFlag(UnixFileMode.UserExecute) ? EntryKind.Executable : EntryKind.File, Digest.Of(File.ReadAllBytes(entry.FullName)), File.ReadAllBytes(entry.FullName).Length, entry.Name));
        return TreeListing.Of(entries.ToList()).ToContent();
    }

    public void Dispose() => Folder.Dispose();

    internal sealed record Counted(Content Content, CountingSink Did)
    {
        public (int Files, int Listings) Work => (Did.Read.Count, Did.Listings.Count);
    }
}

/// <summary>Hashes files, and remembers which, and what listings were made.</summary>
internal sealed class CountingSink : IFileSink
{
    private readonly HashSink hash = new();

    public ConcurrentBag<string> Read { get; } = [];

    public ConcurrentBag<Digest> Listings { get; } = [];

    public Func<Digest, bool> Knows { get; init; } = _ => true;

    public Action OnRead { get; init; } = () => { };

    public bool KeepsListings => true;

    public bool Has(Digest digest) => Knows(digest);

    public TakenFile Add(in FoundFile file, CancellationToken cancellation)
    {
        Read.Add(Path.GetFileName(file.Path));
        OnRead();
        return hash.Add(file, cancellation);
    }

    public void AddListing(Digest digest, ReadOnlySpan<byte> bytes)
    {
        Assert.Equal(digest, Digest.Of(bytes));
        Assert.Equal(digest, TreeListing.Parse(bytes).ToContent().Digest);
        Listings.Add(digest);
    }
}

internal static class FolderSize
{
    public static long EnumerateSize(this FileSystemInfo folder) => ((DirectoryInfo)folder).EnumerateFiles("*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = 0 }).Sum(file => file.Length);
}
