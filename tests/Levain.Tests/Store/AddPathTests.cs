using Levain.Store;
using Levain.Store.Scanning;

namespace Levain.Tests.Store;

public sealed class AddPathTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_folder_comes_out_as_it_went_in()
    {
        string[] names = ["a.txt", "below/ä ö.csv", "below/deeper/数据", "empty.txt", "line\nfeed", "📦/x"];
        foreach (var name in names) folder.Write("data/" + name, name == "empty.txt" ? "" : name);
        Directory.CreateDirectory(folder.Path("data/nothing in it"));
        var store = folder.Store();

        var tree = store.AddPath(folder.Path("data"), Adding.Copy);
        var artifact = store.OpenArtifact(tree);

        Assert.True(tree.IsTree && store.HasWhole(tree));
        Assert.Equal(names.Order(StringComparer.Ordinal), artifact.Files);
        Assert.All(names, name => Assert.Equal(name == "empty.txt" ? "" : name, new StreamReader(artifact.Open(name)).ReadToEnd()));
        Assert.True(Directory.Exists(Path.Combine(artifact.Path, "nothing in it")));
        Assert.Equal(tree, folder.Store().AddPath(artifact.Path, Adding.Copy));
    }

    [Fact]
    public void An_empty_folder_and_an_empty_file_have_digests_of_their_own()
    {
        var store = folder.Store();
        Directory.CreateDirectory(folder.Path("empty"));

        Assert.Equal(TreeListing.Empty.ToContent(), store.AddPath(folder.Path("empty"), Adding.Copy));
        Assert.Equal(Content.File(Digest.Of([])), store.AddPath(folder.Write("nothing", ""), Adding.Copy));
        Assert.Empty(store.OpenArtifact(TreeListing.Empty.ToContent()).Files);
    }

    [Fact]
    public void Times_and_modes_do_not_count_but_the_executable_bit_does()
    {
        var store = folder.Store();
        var path = folder.Write("data/run.sh", "#!/bin/sh");
        var before = store.AddPath(folder.Path("data"), Adding.Copy);

        File.SetLastWriteTimeUtc(path, DateTime.UnixEpoch);
        File.SetUnixFileMode(path, UnixFileMode.UserRead);
        var sealedFile = store.AddPath(folder.Path("data"), Adding.Copy);
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserExecute);
        var executable = store.AddPath(folder.Path("data"), Adding.Copy);

        Assert.Equal(before, sealedFile);
        Assert.NotEqual(before, executable);
        Assert.True(File.GetUnixFileMode(Path.Combine(store.Materialize(executable).Path, "run.sh")).HasFlag(UnixFileMode.UserExecute));
        Assert.False(File.GetUnixFileMode(Path.Combine(store.Materialize(before).Path, "run.sh")).HasFlag(UnixFileMode.UserExecute));
    }

    [Fact]
    public void What_a_stage_made_goes_from_its_scratch_folder_into_the_store()
    {
        var store = folder.Store();
        folder.Write("scratch/out/model.bin", "weights");

        var tree = store.AddPath(folder.Path("scratch/out"), Adding.Take);

        Assert.False(Path.Exists(folder.Path("scratch/out")));
        Assert.Equal(["model.bin"], store.OpenArtifact(tree).Files);
    }

    [Fact]
    public void What_a_stage_only_linked_to_stays_where_it_is()
    {
        var store = folder.Store();
        var linked = folder.Write("outside/linked.txt", "linked");
        var named = folder.Write("outside/named.txt", "named");
        Directory.CreateDirectory(folder.Path("scratch/out"));
        File.CreateSymbolicLink(folder.Path("scratch/out/linked.txt"), linked);
        Directory.CreateSymbolicLink(folder.Path("scratch/out/all"), folder.Path("outside"));
        Assert.Equal(0, Posix.Link(named, folder.Path("scratch/out/named.txt")));

        var artifact = store.OpenArtifact(store.AddPath(folder.Path("scratch/out"), Adding.Take));

        Assert.Equal(["all/linked.txt", "all/named.txt", "linked.txt", "named.txt"], artifact.Files);
        Assert.Equal("linked", File.ReadAllText(linked));
        Assert.Equal("named", File.ReadAllText(named));
        Assert.NotEqual(ReadOnlyTree.File, File.GetUnixFileMode(named));
    }

    [Fact]
    public void A_loop_of_links_is_named()
    {
        folder.Write("data/below/x", "x");
        Directory.CreateSymbolicLink(folder.Path("data/below/up"), folder.Path("data"));

        var error = Assert.Throws<BuildException>(() => folder.Store().AddPath(folder.Path("data"), Adding.Copy));

        Assert.Equal($"the symbolic link `{folder.Path("data/below/up")}` leads back to `{folder.Path("data")}`, which holds it", error.Message);
    }

    [Fact]
    public void A_link_to_itself_is_named()
    {
        Directory.CreateDirectory(folder.Path("data"));
        File.CreateSymbolicLink(folder.Path("data/self"), folder.Path("data/self"));

        var error = Assert.Throws<BuildException>(() => folder.Store().AddPath(folder.Path("data"), Adding.Copy));

        Assert.Equal($"symbolic links at `{folder.Path("data/self")}` lead back to themselves", error.Message);
    }

    [Fact]
    public void A_link_to_nothing_is_named()
    {
        Directory.CreateDirectory(folder.Path("data"));
        File.CreateSymbolicLink(folder.Path("data/gone"), "nowhere");

        var error = Assert.Throws<BuildException>(() => folder.Store().AddPath(folder.Path("data"), Adding.Copy));

        Assert.Equal($"the symbolic link `{folder.Path("data/gone")}` leads to nothing", error.Message);
    }

    [Fact]
    public void A_pipe_has_no_content_to_keep()
    {
        Directory.CreateDirectory(folder.Path("data"));
        TemporaryFolder.Run("mkfifo", folder.Path("data/pipe"));

        var error = Assert.Throws<BuildException>(() => folder.Store().AddPath(folder.Path("data"), Adding.Copy));

        Assert.Equal($"`{folder.Path("data/pipe")}` is a socket, a pipe or a device: it has no content to keep", error.Message);
    }

    [Theory]
    [InlineData("touch 'ok' $'bad\\xff'", true, "a byte that no UTF-8 has")]
    [InlineData("touch $'bad\\xff' $'bad\\xfe'", true, "two such names that look the same")]
    [InlineData("touch $'\\xef\\xbf\\xbd'", false, "the replacement character itself is a name like others")]
    public void A_name_that_is_not_UTF_8_is_refused(string command, bool refused, string why)
    {
        Directory.CreateDirectory(folder.Path("data"));
        TemporaryFolder.Run("bash", "-c", $"cd '{folder.Path("data")}' && {command}");

        var error = Record.Exception(() => folder.Store().AddPath(folder.Path("data"), Adding.Copy));

        Assert.True(refused ? error is BuildException && error.Message.Contains("is not valid UTF-8", StringComparison.Ordinal) : error is null, $"{why}: {error}");
    }

    [Fact]
    public void Nothing_at_a_path_is_said_in_a_sentence() =>
        Assert.Equal($"there is nothing at `{folder.Path("x")}`", Assert.Throws<BuildException>(() => folder.Store().AddPath(folder.Path("x"), Adding.Copy)).Message);

    [Fact]
    public void A_folder_that_was_added_before_is_not_read_again()
    {
        folder.Write("data/a.txt", "one");
        var store = folder.Store();
        store.AddPath(folder.Path("data"), Adding.Copy);
        var wrong = store.Put("what the cache says"u8);
        Remember(wrong);

        // A wrong digest can only come out again if the file was not read.
        var added = store.AddPath(folder.Path("data"), Adding.Copy);

        Assert.Equal(wrong, Assert.Single(store.ReadTree(added.Digest).Entries).Digest);
    }

    [Fact]
    public void What_the_store_lost_of_a_folder_is_added_again()
    {
        folder.Write("data/below/a.txt", "one");
        folder.Write("data/b.txt", "two");
        var store = folder.Store();
        var tree = store.AddPath(folder.Path("data"), Adding.Copy);
        var below = store.ReadTree(tree.Digest).Entries.Single(entry => entry.Kind == EntryKind.Directory).Digest;

        foreach (var lost in new[] { Digest.Of("one"), below, tree.Digest })
        {
            File.Delete(folder.ObjectPath(lost));
            Assert.Equal(tree, folder.Store().AddPath(folder.Path("data"), Adding.Copy));
            Assert.True(store.HasWhole(tree), lost.Hex);
        }
    }

    [Fact]
    public void What_a_stage_made_is_read_whatever_the_cache_says()
    {
        folder.Write("data/a.txt", "one");
        var store = folder.Store();
        var tree = store.AddPath(folder.Path("data"), Adding.Copy);
        Remember(store.Put("what the cache says"u8));

        Assert.Equal(tree, store.AddPath(folder.Path("data"), Adding.Take));
    }

    [Fact]
    public void A_single_file_that_was_added_before_is_read_only_if_the_store_lost_it()
    {
        if (!OperatingSystem.IsLinux()) Assert.Skip("no ctime here: every file is read");
        var (store, path) = (folder.Store(), folder.Write("a.txt", "one"));
        var (cache, stamp) = (StatCache.Load(StoreFolder.Open(folder.StoreRoot)), FileStatus.Of(path)!.Value.Stamp);
        var wrong = Digest.Of("what the cache says");
        cache.Record(path, stamp, wrong, HashingMoment.At(stamp with { Modified = Math.Max(stamp.Modified, stamp.Changed) + 1 }));
        cache.Save();

        Assert.Equal(Content.File(Digest.Of("one")), store.AddPath(path, Adding.Copy));
        store.Put("what the cache says"u8);
        cache.Record(path, stamp, wrong, HashingMoment.At(stamp with { Modified = Math.Max(stamp.Modified, stamp.Changed) + 1 }));
        cache.Save();
        Assert.Equal(Content.File(wrong), store.AddPath(path, Adding.Copy));
    }

    /// <summary>Writes a cache that believes another digest of the one file in <c>data</c>.</summary>
    private void Remember(Digest wrong)
    {
        if (!OperatingSystem.IsLinux()) Assert.Skip("no ctime here: every file is read");
        var (cache, path) = (new TreeCache(StoreFolder.Open(folder.StoreRoot)), folder.Path("data"));
        var known = cache.Load(path)!;
        var block = known.Blocks[0].Copy();
        var entry = new BlockEntry(block) { Digest = wrong };
        entry.Flags |= EntryFlags.Believed;
        cache.Save(path, known with { Blocks = [new EntryBlock(block)], Digest = Digest.Of("a listing that the store does not have"), NamesBelieved = true });
    }

    [Fact]
    public void A_file_of_more_than_four_gibibytes_works()
    {
        if (new DriveInfo(folder.Path(".")).AvailableFreeSpace < 10L << 30) Assert.Skip("needs 10 GiB of free disk");
        var path = folder.Path("large");
        using (var file = File.OpenHandle(path, FileMode.Create, FileAccess.Write))
        {
            RandomAccess.SetLength(file, (4L << 30) + 1);
            RandomAccess.Write(file, "!"u8, 4L << 30);
        }

        var store = folder.Store();
        var content = store.AddPath(path, Adding.Take);
        using var read = store.Open(content.Digest);
        read.Position = 4L << 30;

        Assert.Equal((4L << 30) + 1, store.SizeOf(content.Digest));
        Assert.Equal('!', read.ReadByte());
        Assert.Equal(-1, read.ReadByte());
    }
}
