using Levain.Store;

namespace Levain.Tests.Store;

public sealed class MaterializeTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly FileContentStore store;

    public MaterializeTests() => store = folder.Store();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_path_holds_the_content_and_is_read_only()
    {
        var path = store.Materialize(Tree("data")).Path;

        Assert.Equal("one", File.ReadAllText(Path.Combine(path, "a.txt")));
        Assert.Equal(ReadOnlyTree.File, File.GetUnixFileMode(Path.Combine(path, "a.txt")));
        Assert.Equal(ReadOnlyTree.Executable, File.GetUnixFileMode(path));
        Assert.Equal(ReadOnlyTree.Executable, File.GetUnixFileMode(Path.Combine(path, "below")));
    }

    [Fact]
    public void The_same_content_is_made_once()
    {
        var tree = Tree("data");
        var first = store.Materialize(tree);
        var stamp = FileStatus.Of(Path.Combine(first.Path, "a.txt"))!.Value.Stamp;

        var second = folder.Store().Materialize(tree);

        Assert.Equal(first.Path, second.Path);
        Assert.Equal(stamp, FileStatus.Of(Path.Combine(second.Path, "a.txt"))!.Value.Stamp);
        first.Verify();
        second.Verify();
    }

    [Theory]
    [InlineData("printf two > a.txt", "a.txt", "was written to", "same size")]
    [InlineData("printf more >> a.txt", "a.txt", "was written to", "longer")]
    [InlineData("printf two > a.txt; touch -d 2000-01-01T00:00:00Z a.txt", "a.txt", "was written to", "same size, mtime put back")]
    [InlineData("rm -f below/b.txt", "below/b.txt", "was removed", "removed")]
    [InlineData("cp below/b.txt x; mv -f x below/b.txt", "below/b.txt", "was replaced", "another file with the same bytes")]
    [InlineData("printf new > below/new.txt", "below/new.txt", "was added", "added")]
    [InlineData("rm -f a.txt; ln -s below/b.txt a.txt", "a.txt", "was removed or replaced", "a link in its place")]
    [InlineData("rm -rf below", "below", "was removed", "a folder")]
    public void A_stage_that_writes_to_its_input_is_found_out(string command, string file, string what, string why)
    {
        var tree = Tree("data");
        var path = store.Materialize(tree);
        TemporaryFolder.Run("bash", "-c", $"chmod -R u+w '{path.Path}' && cd '{path.Path}' && {command}");

        var error = Assert.Throws<ChangedInputException>(path.Verify);

        Assert.True(error.Message == $"input `{Path.Combine(path.Path, file)}` {what} while it was in use", $"{why}: {error.Message}");
        Assert.Equal("one", File.ReadAllText(Path.Combine(store.Materialize(tree).Path, "a.txt")));
        Assert.Empty(Directory.GetFiles(folder.Path(".levain/damaged")));
    }

    [Fact]
    public void Everybody_who_held_the_changed_path_is_told()
    {
        var tree = Tree("data");
        var (writer, reader) = (store.Materialize(tree), folder.Store().Materialize(tree));
        TemporaryFolder.Overwrite(Path.Combine(writer.Path, "a.txt"), 0, (byte)'O');
        Assert.Throws<ChangedInputException>(writer.Verify);
        var later = store.Materialize(tree);

        Assert.Throws<ChangedInputException>(reader.Verify);

        Assert.Throws<ChangedInputException>(later.Verify);
        store.Materialize(tree).Verify();
    }

    [Fact]
    public void A_small_object_is_not_harmed_by_a_write_to_its_path()
    {
        var content = Content.File(store.Put("small"u8));
        var path = store.Materialize(content);
        TemporaryFolder.Overwrite(path.Path, 0, (byte)'S');

        Assert.Throws<ChangedInputException>(path.Verify);

        Assert.Equal("small"u8, store.Read(content.Digest));
    }

    [Fact]
    public void A_large_file_is_kept_once_for_all_trees_that_hold_it()
    {
        var (one, two, file) = TwoTreesWithALargeFile();

        Assert.Equal(3u, FileStatus.Of(Large(one))!.Value.Links);
        Assert.Equal(FileStatus.Of(file.Path)!.Value.Stamp, FileStatus.Of(Large(one))!.Value.Stamp);
        Assert.Equal(FileStatus.Of(file.Path)!.Value.Stamp, FileStatus.Of(Large(two))!.Value.Stamp);
        one.Verify();
        two.Verify();
        file.Verify();
    }

    [Fact]
    public void A_further_name_for_a_large_file_does_not_make_anybody_read_it_again()
    {
        if (!File.Exists("/usr/bin/strace")) Assert.Skip("strace is not installed");
        var large = Bytes();
        var trees = new[] { "one", "two" }.Select(name => TreeWith(name, large).ToString()).ToArray();

        var trace = folder.Path("trace");
        Assert.Equal("verified", ChildProcess.Run(["materialize", folder.StoreRoot, .. trees], "strace", "-f", "-y", "-o", trace, "-e", "trace=read,pread64").Trim());

        Assert.DoesNotContain(File.ReadLines(trace), call => call.Contains("/paths/", StringComparison.Ordinal) && !call.Contains(".manifest>", StringComparison.Ordinal));
    }

    [Fact]
    public void A_large_file_that_was_spoiled_through_one_tree_is_discarded_with_all_that_link_to_it()
    {
        var (one, two, file) = TwoTreesWithALargeFile();
        TemporaryFolder.Flip(Large(one), 12345);

        Assert.Equal(Large(one), Assert.Throws<ChangedInputException>(one.Verify).Path);

        Assert.Equal(Large(two), Assert.Throws<ChangedInputException>(two.Verify).Path);
        Assert.Equal(file.Path, Assert.Throws<ChangedInputException>(file.Verify).Path);
        var again = TwoTreesWithALargeFile();
        Assert.Equal(Bytes(), File.ReadAllBytes(Large(again.One)));
        Assert.Equal(3u, FileStatus.Of(Large(again.Two))!.Value.Links);
    }

    [Fact]
    public void A_spoiled_large_file_that_nobody_looked_at_is_found_by_the_next_tree_that_wants_it()
    {
        TemporaryFolder.Flip(Large(store.Materialize(TreeWith("one", Bytes()))), 12345);

        var later = folder.Store().Materialize(TreeWith("two", Bytes()));

        Assert.Equal(Bytes(), File.ReadAllBytes(Large(later)));
        Assert.Equal(Bytes(), File.ReadAllBytes(Large(folder.Store().Materialize(TreeWith("one", Bytes())))));
    }

    [Fact]
    public void A_large_object_is_not_harmed_by_a_write_to_its_path()
    {
        var content = Content.File(store.Put(Bytes()));
        var path = store.Materialize(content);
        TemporaryFolder.Flip(path.Path, 12345);

        Assert.Throws<ChangedInputException>(path.Verify);

        Assert.Equal(Bytes(), store.Read(content.Digest));
        Assert.Equal(Bytes(), File.ReadAllBytes(store.Materialize(content).Path));
    }

    [Fact]
    public void What_was_just_written_is_not_read_again()
    {
        if (!File.Exists("/usr/bin/strace")) Assert.Skip("strace is not installed");
        var trace = folder.Path("trace");

        ChildProcess.Run(["materialize", folder.StoreRoot, Tree("data").ToString()], "strace", "-f", "-y", "-o", trace, "-e", "trace=read,pread64,write");

        Assert.Contains(File.ReadLines(trace), call => call.Contains("write(", StringComparison.Ordinal) && call.Contains("/a.txt>", StringComparison.Ordinal));
        Assert.DoesNotContain(File.ReadLines(trace), call => call.Contains("read", StringComparison.Ordinal) && call.Contains(".txt>", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(8)]
    public void Of_many_changes_the_same_one_is_told_whatever_the_number_of_threads(int threads)
    {
        for (var i = 0; i < 1000; i++) folder.Write($"data/{i % 7}/{i:d4}", $"one of {i % 20}");
        var tree = store.AddPath(folder.Path("data"), Adding.Copy);
        var path = new FileContentStore(StoreFolder.Open(folder.StoreRoot), threads).Materialize(tree);
        foreach (var name in new[] { "5/0012", "3/0997", "3/0990", "6/0020" }) TemporaryFolder.Overwrite(Path.Combine(path.Path, name), 0, (byte)'X');

        var error = Assert.Throws<ChangedInputException>(path.Verify);

        Assert.Equal(Path.Combine(path.Path, "3/0990"), error.Path);
    }

    [Fact]
    public void A_tree_that_names_an_object_that_is_not_there_makes_nothing()
    {
        var lost = Digest.Of("never put");
        var tree = Content.Tree(store.Put(TreeListing.Of([new(EntryKind.File, lost, 9, "a"), new(EntryKind.File, store.Put("b"u8), 1, "b")]).ToBytes()));

        Assert.Equal(lost, Assert.Throws<MissingObjectException>(() => store.Materialize(tree)).Digest);

        Assert.Empty(Directory.GetFileSystemEntries(folder.Path(".levain/paths")));
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path(".levain/tmp")));
    }

    [Fact]
    public void A_path_that_was_spoiled_while_nobody_looked_is_made_again()
    {
        var tree = Tree("data");
        TemporaryFolder.Overwrite(Path.Combine(store.Materialize(tree).Path, "a.txt"), 0, (byte)'X');

        var path = folder.Store().Materialize(tree);

        Assert.Equal("one", File.ReadAllText(Path.Combine(path.Path, "a.txt")));
    }

    [Fact]
    public void A_damaged_manifest_only_means_that_bytes_are_compared_again()
    {
        var tree = Tree("data");
        var path = store.Materialize(tree).Path;
        TemporaryFolder.Overwrite(Path.Combine(path, "a.txt"), 0, (byte)'X');
        TemporaryFolder.Flip(path + ".manifest", 40);

        Assert.Equal("one", File.ReadAllText(Path.Combine(folder.Store().Materialize(tree).Path, "a.txt")));
    }

    [Fact]
    public void An_artifact_whose_path_nobody_asked_for_needs_no_check()
    {
        var artifact = store.OpenArtifact(Tree("data"));

        artifact.VerifyPath();

        Assert.Empty(Directory.GetFileSystemEntries(folder.Path(".levain/paths")));
    }

    private Content Tree(string name)
    {
        folder.Write($"{name}/a.txt", "one");
        folder.Write($"{name}/below/b.txt", "b");
        return store.AddPath(folder.Path(name), Adding.Copy);
    }

    private static byte[] Bytes() => FileContentStoreTests.Bytes((int)PathFolder.CopyUpTo + 1);

    private static string Large(MaterializedPath tree) => Path.Combine(tree.Path, "large");

    private (MaterializedPath One, MaterializedPath Two, MaterializedPath File) TwoTreesWithALargeFile()
    {
        var large = Bytes();
        var one = store.Materialize(TreeWith("one", large));
        return (one, store.Materialize(TreeWith("two", large)), store.Materialize(Content.File(Digest.Of(large))));
    }

    private Content TreeWith(string name, byte[] large)
    {
        folder.Write($"{name}/name.txt", name);
        File.WriteAllBytes(folder.Path($"{name}/large"), large);
        return store.AddPath(folder.Path(name), Adding.Copy);
    }
}
