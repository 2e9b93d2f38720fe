using Levain.Store;
using Levain.Store.Scanning;

namespace Levain.Tests.Store;

public sealed class TreeCacheTests : IDisposable
{
    private readonly ScanFolder data = new();

    public TreeCacheTests()
    {
        if (!OperatingSystem.IsLinux()) Assert.Skip("no ctime here: everything is read each time");
        data.Write("a", "a");
        data.Write("below/b", "b");
        data.Settle();
    }

    public void Dispose() => data.Dispose();

    [Fact]
    public void A_damaged_cache_is_ignored_wherever_the_damage_is()
    {
        var right = data.Scan().Content;
        var file = data.CacheFile;
        var good = File.ReadAllBytes(file);

        for (var i = 0; i < good.Length; i++)
        {
            var bad = (byte[])good.Clone();
            bad[i] ^= 1;
            File.WriteAllBytes(file, bad);
            var flipped = data.Scan();
            Assert.Equal((right, (2, 2)), (flipped.Content, flipped.Work));
            File.WriteAllBytes(file, good[..i]);
            var cut = data.Scan();
            Assert.Equal((right, (2, 2)), (cut.Content, cut.Work));
        }

        File.WriteAllBytes(file, good);
        Assert.Equal((0, 0), data.Scan().Work);
    }

    [Fact]
    public void A_cache_of_another_version_is_ignored()
    {
        data.Scan();
        var file = data.CacheFile;
        var bytes = File.ReadAllBytes(file);
        bytes["levain.tree-cache/".Length] = (byte)'0';
        Digest.Of(bytes.AsSpan(0, bytes.Length - Digest.ByteCount)).CopyTo(bytes.AsSpan(bytes.Length - Digest.ByteCount));
        File.WriteAllBytes(file, bytes);

        Assert.Equal((2, 2), data.Scan().Work);
    }

    [Fact]
    public void The_cache_of_one_folder_says_nothing_of_another()
    {
        data.Scan();
        var mine = data.CacheFile;
        var other = data.Folder.Write("other/a", "another");
        new PathScan(new HashSink(), null, data.Cache, 1, default).Run(Path.GetDirectoryName(other)!);
        var others = Directory.GetFiles(data.Cache.Folder).Single(file => file != mine);

        File.Copy(others, mine, overwrite: true);

        Assert.Equal((2, 2), data.Scan().Work);
    }

    [Fact]
    public void What_is_known_of_folders_that_are_gone_is_forgotten()
    {
        data.Scan();
        var mine = data.CacheFile;
        var other = Path.GetDirectoryName(data.Folder.Write("other/a", "another"))!;
        data.Bash("rm -r ../data");

        new PathScan(new HashSink(), null, data.Cache, 1, default).Run(other);

        Assert.NotEqual(mine, data.CacheFile);
    }

    [Fact]
    public void A_moved_workspace_keeps_what_it_knows()
    {
        var path = Path.GetDirectoryName(data.Folder.Write("before/data/a", "a"))!;
        data.Settle();
        Scan("before");

        Directory.Move(data.Folder.Path("before"), data.Folder.Path("after"));

        Assert.Equal((0, 0), Scan("after"));

        (int, int) Scan(string workspace)
        {
            var sink = new CountingSink();
            var cache = new TreeCache(StoreFolder.Open(data.Folder.Path($"{workspace}/.levain")));
            new PathScan(sink, null, cache, 1, default).Run(path.Replace("before", workspace, StringComparison.Ordinal));
            return (sink.Read.Count, sink.Listings.Count);
        }
    }

    [Fact]
    public void A_store_that_cannot_be_written_to_costs_only_time()
    {
        File.WriteAllText(data.Cache.Folder, "a file where the folder should be");

        Assert.Equal(data.Scan().Content, data.Scan().Content);
        Assert.Equal((2, 2), data.Scan().Work);
    }
}
