using Levain.Store;

namespace Levain.Tests.Store;

public sealed class CheckOutTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly FileContentStore store;

    public CheckOutTests() => store = folder.Store();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_read_only_tree_shares_its_files_with_the_path_of_the_store()
    {
        var tree = Tree();

        store.CheckOut(tree, folder.Path("out"), CheckOutMode.ReadOnly);

        var path = store.Materialize(tree).Path;
        foreach (var name in new[] { "a.txt", "run.sh", "below/b.txt", "large" }) Assert.Equal(Inode(Path.Combine(path, name)), Inode(folder.Path($"out/{name}")));
        Assert.Equal(Inode(store.Materialize(Content.File(Digest.Of(Large()))).Path), Inode(folder.Path("out/large")));
        Assert.Equal(ReadOnlyTree.File, File.GetUnixFileMode(folder.Path("out/a.txt")));
        Assert.Equal(ReadOnlyTree.Executable, File.GetUnixFileMode(folder.Path("out/run.sh")));
        Assert.Equal(ReadOnlyTree.Executable, File.GetUnixFileMode(folder.Path("out")));
        Assert.Equal(ReadOnlyTree.Executable, File.GetUnixFileMode(folder.Path("out/below")));
        Assert.Equal(tree, Snapshot("out"));
    }

    [Fact]
    public void A_read_only_file_is_the_path_of_the_store()
    {
        var content = Content.File(store.Put("text"u8));

        store.CheckOut(content, folder.Path("out"), CheckOutMode.ReadOnly);

        Assert.Equal(Inode(store.Materialize(content).Path), Inode(folder.Path("out")));
    }

    [Fact]
    public void A_check_out_does_not_disturb_who_holds_the_path()
    {
        var tree = Tree();
        var (held, large) = (store.Materialize(tree), store.Materialize(Content.File(Digest.Of(Large()))));

        folder.Store().CheckOut(tree, folder.Path("out"), CheckOutMode.ReadOnly);

        held.Verify();
        large.Verify();
    }

    [Fact]
    public void A_write_to_a_read_only_check_out_is_found_by_who_holds_the_path_and_harms_no_object()
    {
        var tree = Tree();
        store.CheckOut(tree, folder.Path("out"), CheckOutMode.ReadOnly);
        var held = store.Materialize(tree);
        TemporaryFolder.Overwrite(folder.Path("out/a.txt"), 0, (byte)'X');

        Assert.Throws<ChangedInputException>(held.Verify);

        store.CheckOut(tree, folder.Path("again"), CheckOutMode.ReadOnly);
        Assert.Equal(tree, Snapshot("again"));
    }

    [Fact]
    public void A_writable_check_out_is_the_callers_own()
    {
        var tree = Tree();
        var held = store.Materialize(tree);
        store.CheckOut(tree, folder.Path("out"), CheckOutMode.Writable);
        Assert.Equal(tree, Snapshot("out"));
        Assert.True(File.GetUnixFileMode(folder.Path("out/run.sh")).HasFlag(UnixFileMode.UserExecute | UnixFileMode.UserWrite));

        TemporaryFolder.Run("bash", "-c", $"cd '{folder.Path("out")}' && printf two > a.txt && printf x >> large && rm below/b.txt && printf new > below/new.txt");

        held.Verify();
        Assert.Equal(Large(), store.Read(Digest.Of(Large())));
        store.CheckOut(tree, folder.Path("again"), CheckOutMode.Writable);
        Assert.Equal(tree, Snapshot("again"));
    }

    [Theory]
    [InlineData("file")]
    [InlineData("folder")]
    [InlineData("link to nothing")]
    public void What_is_at_the_path_already_stays(string what)
    {
        var path = folder.Path("out");
        if (what == "file") File.WriteAllText(path, "mine");
        else if (what == "folder") Directory.CreateDirectory(path);
        else File.CreateSymbolicLink(path, "nothing");
        var before = FileStatus.OfLink(path);

        var error = Assert.Throws<BuildException>(() => store.CheckOut(Tree(), path, CheckOutMode.Writable));

        Assert.Equal($"there is already something at `{path}`", error.Message);
        Assert.Equal(before, FileStatus.OfLink(path));
    }

    [Fact]
    public void A_path_in_a_folder_that_is_not_there_is_refused()
    {
        var error = Assert.Throws<BuildException>(() => store.CheckOut(Tree(), folder.Path("no/out"), CheckOutMode.Writable));

        Assert.Equal($"cannot put anything at `{folder.Path("no/out")}`: there is no folder `{folder.Path("no")}`", error.Message);
    }

    [Fact]
    public void A_lost_object_leaves_nothing_at_the_path()
    {
        var tree = Tree();
        folder.Lose(Digest.Of("b"u8));

        foreach (var mode in Enum.GetValues<CheckOutMode>()) Assert.Throws<MissingObjectException>(() => folder.Store().CheckOut(tree, folder.Path("out"), mode));

        AssertNothingIn(folder.Root, but: [".levain", "data"]);
    }

    [Fact]
    public void A_check_out_into_another_file_system_is_a_copy()
    {
        using var other = MountedFolder.InMemory("64m");
        var tree = Tree();

        store.CheckOut(tree, other.Path("read-only"), CheckOutMode.ReadOnly);
        store.CheckOut(tree, other.Path("writable"), CheckOutMode.Writable);

        foreach (var name in new[] { "read-only", "writable" })
        {
            Assert.Equal(tree, new Snapshotter(StatCache.Load(StoreFolder.Open(folder.StoreRoot))).Take(other.Path(name)).Content);
            Assert.Equal(1u, FileStatus.Of(other.Path($"{name}/a.txt"))!.Value.Links);
        }

        Assert.Equal(ReadOnlyTree.File, File.GetUnixFileMode(other.Path("read-only/large")));
        Assert.Equal(ReadOnlyTree.Executable, File.GetUnixFileMode(other.Path("read-only/below")));
        AssertNothingIn(other.Root, but: ["read-only", "writable"]);
    }

    [Theory]
    [InlineData("xfs", "-m", "reflink=1", 400)]
    [InlineData("btrfs", "-m", "single", 256)]
    public void Where_files_can_share_blocks_a_writable_copy_takes_no_room(string type, string option, string value, int megabytes)
    {
        using var mounted = MountedFolder.OnLoop(type, [option, value], megabytes);
        var clones = new FileContentStore(StoreFolder.Open(mounted.Path(".levain")), threads: 2);
        var content = Content.File(clones.Put(Large()));
        clones.CheckOut(content, mounted.Path("first"), CheckOutMode.Writable);
        var before = mounted.Used();

        clones.CheckOut(content, mounted.Path("second"), CheckOutMode.Writable);

        Assert.InRange(mounted.Used() - before, long.MinValue, Large().Length / 4);
        Assert.NotEqual(Inode(mounted.Path("first")), Inode(mounted.Path("second")));
        File.AppendAllText(mounted.Path("second"), "more");
        TemporaryFolder.Overwrite(mounted.Path("second"), 0, 1, 2, 3);
        Assert.Equal(Large(), File.ReadAllBytes(mounted.Path("first")));
        Assert.Equal(Large(), File.ReadAllBytes(clones.Materialize(content).Path));
        Assert.Equal(Large(), clones.Read(content.Digest));
    }

    [Fact]
    public void Where_there_is_no_room_one_sentence_says_so_and_nothing_stays()
    {
        using var small = MountedFolder.InMemory("8m");
        var tree = Tree();

        foreach (var mode in Enum.GetValues<CheckOutMode>())
        {
            var error = Assert.Throws<BuildException>(() => store.CheckOut(tree, small.Path("out"), mode));

            Assert.Equal($"cannot write to `{small.Path("out")}`: the disk is full", error.Message);
            Assert.Empty(Directory.GetFileSystemEntries(small.Root));
        }
    }

    [Theory]
    [InlineData("ReadOnly")]
    [InlineData("Writable")]
    public void A_check_out_that_is_killed_leaves_nothing_at_the_path_and_the_next_one_cleans_up(string mode)
    {
        if (!File.Exists("/usr/bin/strace")) Assert.Skip("strace is not installed");
        for (var i = 0; i < 400; i++) folder.Write($"data/{i % 3}/{i:d3}", $"one of {i % 20}");
        var tree = store.AddPath(folder.Path("data"), Adding.Copy);
        Directory.CreateDirectory(folder.Path("place"));

        // Before the last rename, and at two moments of the work before it.
        foreach (var kill in new[] { "rename,renameat,renameat2:signal=KILL:when=1", "linkat,openat:signal=KILL:when=300", "fchmod:signal=KILL:when=1" })
        {
            ChildProcess.Run(["checkout", folder.StoreRoot, tree.ToString(), folder.Path("place/out"), mode], "strace", "-f", "-o", folder.Path("trace"), "-e", $"inject={kill}");
            Assert.False(Directory.Exists(folder.Path("place/out")), kill);
        }

        store.CheckOut(tree, folder.Path("place/out"), Enum.Parse<CheckOutMode>(mode));

        Assert.Equal(tree, Snapshot("place/out"));
        AssertNothingIn(folder.Path("place"), but: ["out"]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public void The_result_does_not_depend_on_the_number_of_threads(int threads)
    {
        for (var i = 0; i < 700; i++) folder.Write($"data/{i % 11}/{i % 3}/{i}", $"one of {i % 20}");
        var tree = store.AddPath(folder.Path("data"), Adding.Copy);
        var other = new FileContentStore(StoreFolder.Open(folder.StoreRoot), threads);

        other.CheckOut(tree, folder.Path("linked"), CheckOutMode.ReadOnly);
        other.CheckOut(tree, folder.Path("copied"), CheckOutMode.Writable);

        Assert.Equal(tree, Snapshot("linked"));
        Assert.Equal(tree, Snapshot("copied"));
        other.Materialize(tree).Verify();
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public void Of_many_lost_objects_the_same_one_is_told_whatever_the_number_of_threads(int threads)
    {
        int[] lost = [899, 400, 700];
        for (var i = 0; i < 900; i++) folder.Write($"data/{i:d4}", $"one of {(lost.Contains(i) ? i : i % 20)}");
        var tree = store.AddPath(folder.Path("data"), Adding.Copy);
        foreach (var i in lost) folder.Lose(Digest.Of($"one of {i}"));
        var other = new FileContentStore(StoreFolder.Open(folder.StoreRoot), threads);

        var error = Assert.Throws<MissingObjectException>(() => other.CheckOut(tree, folder.Path("out"), CheckOutMode.Writable));

        Assert.Equal(Digest.Of("one of 400"), error.Digest);
    }

    private static byte[] Large() => FileContentStoreTests.Bytes((int)PathFolder.CopyUpTo + 1);

    private static ulong Inode(string path) => FileStatus.OfLink(path)!.Value.Stamp.Inode;

    private static void AssertNothingIn(string path, string[] but) =>
        Assert.Equal(but.Order(StringComparer.Ordinal), Directory.GetFileSystemEntries(path).Select(name => Path.GetFileName(name)!).Order(StringComparer.Ordinal));

    private Content Snapshot(string name) => new Snapshotter(StatCache.Load(StoreFolder.Open(folder.StoreRoot))).Take(folder.Path(name)).Content;

    private Content Tree()
    {
        folder.Write("data/a.txt", "one");
        folder.Write("data/below/b.txt", "b");
        File.SetUnixFileMode(folder.Write("data/run.sh", "#!/bin/sh\n"), ReadOnlyTree.Executable);
        File.WriteAllBytes(folder.Path("data/large"), Large());
        return store.AddPath(folder.Path("data"), Adding.Copy);
    }
}
