using Levain.Store;

namespace Levain.Tests.Store;

public sealed class SnapshotterTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_snapshot_names_what_the_store_would()
    {
        folder.Write("data/a.txt", "one");
        folder.Write("data/below/b.txt", "b");

        var snapshot = Snapshotter().Take(folder.Path("data"));

        Assert.Equal(folder.Store().AddPath(folder.Path("data"), Adding.Copy), snapshot.Content);
        Assert.Equal((4, 2), (snapshot.Size, snapshot.Files));
    }

    [Fact]
    public void An_unchanged_file_is_not_read_again()
    {
        if (!OperatingSystem.IsLinux()) Assert.Skip("no ctime here: every file is read");
        var path = folder.Write("a.txt", "one");
        var (cache, stamp) = (Cache(), FileStatus.Of(path)!.Value.Stamp);
        cache.Record(path, stamp, Digest.Of("what the cache says"), After(stamp));
        cache.Save();

        // A wrong digest in the cache can only come out again if the file was not read.
        Assert.Equal(Content.File(Digest.Of("what the cache says")), Snapshotter().Take(path).Content);
    }

    [Fact]
    public void A_same_size_edit_with_its_mtime_put_back_is_seen()
    {
        var path = folder.Write("a.txt", "one");
        var (cache, stamp) = (Cache(), FileStatus.Of(path)!.Value.Stamp);
        cache.Record(path, stamp, Digest.Of("one"), After(stamp));
        cache.Save();
        var time = File.GetLastWriteTimeUtc(path);

        File.WriteAllText(path, "two");
        File.SetLastWriteTimeUtc(path, time);

        Assert.Equal(Content.File(Digest.Of("two")), Snapshotter().Take(path).Content);
    }

    [Fact]
    public void A_file_that_is_as_young_as_its_hash_is_not_believed()
    {
        var (cache, path) = (Cache(), folder.Path("a.txt"));
        var moment = cache.Now();
        File.WriteAllText(path, "one");
        var stamp = FileStatus.Of(path)!.Value.Stamp;

        cache.Record(path, stamp, Digest.Of("one"), moment);

        Assert.Null(cache.Find(path, stamp));
    }

    [Fact]
    public void Stamps_in_the_future_are_not_believed_so_a_clock_set_back_fools_nobody()
    {
        var (cache, path) = (Cache(), folder.Write("a.txt", "one"));
        var stamp = FileStatus.Of(path)!.Value.Stamp;
        var moment = After(stamp);

        Assert.True(moment.IsAfter(stamp));
        Assert.False(moment.IsAfter(stamp with { Changed = stamp.Changed + 3_600_000_000_000 }));
        Assert.False(moment.IsAfter(stamp with { Modified = stamp.Modified + 3_600_000_000_000 }));
        Assert.False(moment.IsAfter(stamp with { Changed = 0 }), "a system without ctime");
        Assert.Null(cache.Find(path, stamp with { Changed = 0 }));
    }

    [Fact]
    public void Edits_as_fast_as_they_can_be_made_are_all_seen()
    {
        var (snapshotter, path) = (Snapshotter(), folder.Path("a.txt"));

        for (var i = 100; i < 400; i++)
        {
            var text = $"edit {i}";
            File.WriteAllText(path, text);
            Assert.Equal(Content.File(Digest.Of(text)), snapshotter.Take(path).Content);
        }
    }

    [Fact]
    public void A_damaged_cache_is_ignored_wherever_the_damage_is()
    {
        var path = folder.Write("a.txt", "one");
        var (cache, stamp) = (Cache(), FileStatus.Of(path)!.Value.Stamp);
        cache.Record(path, stamp, Digest.Of("what the cache says"), After(stamp));
        cache.Save();
        var file = folder.Path(".levain/stat-cache");
        var good = File.ReadAllBytes(file);

        for (var i = 0; i < good.Length; i++)
        {
            var bad = (byte[])good.Clone();
            bad[i] ^= 1;
            File.WriteAllBytes(file, bad);
            Assert.Equal(Content.File(Digest.Of("one")), Snapshotter().Take(path).Content);
            File.WriteAllBytes(file, good[..i]);
            Assert.Equal(Content.File(Digest.Of("one")), Snapshotter().Take(path).Content);
        }
    }

    [Fact]
    public void Two_processes_keep_what_both_learned_and_forget_files_that_are_gone()
    {
        var (one, two, gone) = (folder.Write("1.txt", "1"), folder.Write("2.txt", "2"), folder.Write("3.txt", "3"));
        var (first, second) = (Cache(), Cache());
        Learn(first, one, gone);
        Learn(second, two);

        first.Save();
        File.Delete(gone);
        second.Save();

        var both = Cache();
        Assert.Equal(Digest.Of("1"), both.Find(one, FileStatus.Of(one)!.Value.Stamp));
        Assert.Equal(Digest.Of("2"), both.Find(two, FileStatus.Of(two)!.Value.Stamp));
        Assert.DoesNotContain("3.txt", File.ReadAllText(folder.Path(".levain/stat-cache")), StringComparison.Ordinal);
    }

    [Fact]
    public void A_moved_workspace_keeps_its_cache()
    {
        var path = folder.Write("before/a.txt", "one");
        var cache = StatCache.Load(StoreFolder.Open(folder.Path("before/.levain")));
        Learn(cache, path);
        cache.Save();

        Directory.Move(folder.Path("before"), folder.Path("after"));

        var moved = folder.Path("after/a.txt");
        Assert.Equal(Digest.Of("one"), StatCache.Load(StoreFolder.Open(folder.Path("after/.levain"))).Find(moved, FileStatus.Of(moved)!.Value.Stamp));
    }

    [Theory]
    [InlineData("printf two > a.txt", "a.txt", "an edit of the same size")]
    [InlineData("touch -r a.txt t; printf two > a.txt; touch -r t a.txt; rm t", "a.txt", "with its mtime put back")]
    [InlineData("printf x > below/x.txt", "below/x.txt", "a new file")]
    [InlineData("rm below/b.txt", "below/b.txt", "a file less")]
    [InlineData("mv a.txt c.txt", "c.txt", "another name")]
    [InlineData("chmod +x a.txt", "a.txt", "an executable bit")]
    [InlineData("touch a.txt", null, "another time is no change")]
    [InlineData("cp a.txt t; mv t a.txt", null, "the same bytes in another file are no change")]
    public void A_change_below_a_snapshot_is_found_by_name(string command, string? changed, string why)
    {
        folder.Write("data/a.txt", "one");
        folder.Write("data/below/b.txt", "b");
        var snapshot = Snapshotter().Take(folder.Path("data"));
        Assert.Null(snapshot.FindChange());

        TemporaryFolder.Run("bash", "-c", $"cd '{folder.Path("data")}' && {command}");

        var found = snapshot.FindChange();
        Assert.True(found == (changed is null ? null : Path.Combine(folder.Path("data"), changed)), $"{why}: {found}");
    }

    [Fact]
    public void An_input_that_may_not_be_read_is_named()
    {
        var path = folder.Write("data/secret.txt", "secret");
        File.SetUnixFileMode(folder.Root, ReadOnlyTree.Executable);
        File.SetUnixFileMode(path, UnixFileMode.None);
        Directory.CreateDirectory(folder.StoreRoot);
        TemporaryFolder.Run("chmod", "-R", "a+rwX", folder.StoreRoot);

        var said = Unprivileged("snapshot", folder.StoreRoot, folder.Path("data"));

        Assert.Equal($"cannot read `{path}`: permission denied\n", said);
    }

    [Fact]
    public void A_store_that_may_not_be_written_to_is_named()
    {
        File.SetUnixFileMode(folder.Root, ReadOnlyTree.Executable);
        StoreFolder.Open(folder.StoreRoot);

        var said = Unprivileged("put", folder.StoreRoot, "text");

        Assert.Equal($"cannot write to `{folder.StoreRoot}/objects`: permission denied\n", said);
    }

    internal static string Unprivileged(params string[] command)
    {
        if (Environment.UserName != "root") Assert.Skip("only root can drop privileges");
        return ChildProcess.Run(command, "setpriv", "--reuid=65534", "--regid=65534", "--clear-groups");
    }

    private StatCache Cache() => StatCache.Load(StoreFolder.Open(folder.StoreRoot));

    private Snapshotter Snapshotter() => new(Cache(), threads: 2);

    private static void Learn(StatCache cache, params string[] paths)
    {
        foreach (var path in paths)
        {
            var stamp = FileStatus.Of(path)!.Value.Stamp;
            cache.Record(path, stamp, Digest.Of(File.ReadAllText(path)), After(stamp));
        }
    }

    /// <summary>A moment after a file was written, without waiting for the clock to tick.</summary>
    private static HashingMoment After(FileStamp stamp) => HashingMoment.At(stamp with { Modified = Math.Max(stamp.Modified, stamp.Changed) + 1 });
}
