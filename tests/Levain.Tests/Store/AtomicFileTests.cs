using Levain.Store;

namespace Levain.Tests.Store;

public sealed class AtomicFileTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_file_is_replaced_and_nothing_is_left_beside_it()
    {
        var path = folder.Write("a.json", "old");

        AtomicFile.Write(path, "new"u8);

        Assert.Equal("new", File.ReadAllText(path));
        Assert.Equal([path], Directory.GetFiles(folder.Root));
    }

    [Fact]
    public void A_temporary_place_in_another_file_system_does_not_make_the_write_less_atomic()
    {
        if (FileStatus.Of("/dev/shm")?.Stamp.Device is not { } other || other == FileStatus.Of(folder.Root)!.Value.Stamp.Device) Assert.Skip("there is no second file system");
        var (path, temporary) = (folder.Path("a.json"), $"/dev/shm/{Path.GetFileName(folder.Root)}");

        AtomicFile.Write(path, "new"u8, temporary);

        Assert.Equal("new", File.ReadAllText(path));
        Assert.False(File.Exists(temporary));
        Assert.Equal([path], Directory.GetFiles(folder.Root));
    }

    [Fact]
    public void What_cannot_be_written_is_named_and_the_old_content_stays()
    {
        Directory.CreateDirectory(folder.Path("a folder"));
        folder.Write("a folder/x", "x");

        var error = Assert.Throws<BuildException>(() => AtomicFile.Write(folder.Path("a folder"), "new"u8));

        Assert.StartsWith($"cannot write to `{folder.Path("a folder")}`: ", error.Message, StringComparison.Ordinal);
        Assert.Equal("x", File.ReadAllText(folder.Path("a folder/x")));
        Assert.Empty(Directory.GetFiles(folder.Root));
    }
}
