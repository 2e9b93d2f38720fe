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
}
