using System.Formats.Tar;
using System.IO.Compression;
using System.Text;

namespace Levain.Images.Tests;

public sealed class LayerTests
{
    [Fact]
    public void The_same_content_in_another_order_folder_time_and_umask_is_the_same_layer()
    {
        using var folder = new TempFolder();
        Directory.CreateDirectory(folder.At("one/sub"));
        Directory.CreateDirectory(folder.At("two/sub"));
        foreach (var (root, mode) in new[] { ("one", UnixFileMode.UserRead | UnixFileMode.UserWrite), ("two", (UnixFileMode)0x1B6) })
        {
            File.WriteAllText(folder.At($"{root}/sub/b"), "b");
            File.WriteAllText(folder.At($"{root}/a"), "a");
            File.SetUnixFileMode(folder.At($"{root}/a"), mode);
        }

        File.SetLastWriteTimeUtc(folder.At("two/a"), new DateTime(2001, 2, 3, 0, 0, 0, DateTimeKind.Utc));
        var memory = new LayerContent().AddFile("app/sub/b", "b").AddFile("app/a", "a");

        var one = Written(new LayerContent().AddFrom("app", folder.At("one")));

        Assert.Equal(one, Written(new LayerContent().AddFrom("app", folder.At("two"))));
        Assert.Equal(one, Written(memory));
        Assert.Equal(new LayerContent().AddFrom("app", folder.At("one")).Key, memory.Key);
    }

    [Fact]
    public void What_would_change_the_layer_changes_its_key()
    {
        var one = new LayerContent().AddFile("a", "x");
        LayerContent[] others = [new LayerContent().AddFile("a", "y"), new LayerContent().AddFile("b", "x"), new LayerContent().AddFile("a", "x"u8.ToArray(), executable: true), new LayerContent().AddFile("a", "x").AddFolder("c"), new LayerContent().AddLink("a", "x")];

        Assert.DoesNotContain(one.Key, others.Select(other => other.Key));
    }

    [Fact]
    public void The_framework_reads_every_name_mode_and_link()
    {
        var longName = string.Join('/', Enumerable.Repeat(new string('n', 60), 5)) + "/é🏒";
        var prefixed = string.Join('/', Enumerable.Repeat(new string('p', 60), 3)) + "/file";
        var content = new LayerContent().AddFile(longName, "long").AddFile(prefixed, "prefix").AddFile("bin/run", "x"u8.ToArray(), executable: true).AddLink("bin/link", new string('t', 150)).AddFolder("empty");

        var entries = Entries(Written(content).Packed);

        Assert.Equal("long", Text(entries.Single(entry => entry.Name == longName)));
        Assert.Equal("prefix", Text(entries.Single(entry => entry.Name == prefixed)));
        Assert.Equal(new string('t', 150), entries.Single(entry => entry.Name == "bin/link").LinkName);
        Assert.Equal((UnixFileMode)0x1ED, entries.Single(entry => entry.Name == "bin/run").Mode);
        Assert.All(entries, entry => Assert.Equal((0, 0, DateTimeOffset.UnixEpoch), (entry.Uid, entry.Gid, entry.ModificationTime)));
        Assert.Equal(TarEntryType.Directory, entries.Single(entry => entry.Name == "empty/").EntryType);
    }

    [Fact]
    public void Hidden_paths_get_the_names_that_the_specification_gives_them()
    {
        var entries = Entries(Written(new LayerContent().Hide("etc/passwd").HideAllIn("tmp")).Packed);

        Assert.Equal(["etc/", "etc/.wh.passwd", "tmp/", "tmp/.wh..wh..opq"], entries.Select(entry => entry.Name));
    }

    [Theory]
    [InlineData("")]
    [InlineData("/etc/passwd")]
    [InlineData("a/../b")]
    [InlineData("./a")]
    [InlineData("a//b")]
    [InlineData("a/")]
    [InlineData("a\0b")]
    public void A_path_that_is_none_in_an_image_is_refused(string path) => Assert.Throws<BuildException>(() => new LayerContent().AddFile(path, "x"));

    [Fact]
    public void A_file_twice_or_below_a_file_is_refused()
    {
        Assert.Throws<BuildException>(() => new LayerContent().AddFile("a", "x").AddFile("a", "x"));
        Assert.Throws<BuildException>(() => new LayerContent().AddFile("a", "x").AddFile("a/b", "x"));
        Assert.Throws<BuildException>(() => new LayerContent().AddLink("a/b", "../../c"));
    }

    [Fact]
    public void A_file_that_grows_while_it_is_packed_is_noticed()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.At("a"), "x");
        var content = new LayerContent().AddFrom("a", folder.At("a"));
        File.WriteAllText(folder.At("a"), "xy");

        Assert.Contains("has changed", Assert.Throws<BuildException>(() => Written(content)).Message, StringComparison.Ordinal);
    }

    internal static (Layer Layer, byte[] Packed) Made(LayerContent content)
    {
        using var target = new MemoryStream();
        return (Layer.Write(content, target), target.ToArray());
    }

    private static Packing Written(LayerContent content)
    {
        var (layer, packed) = Made(content);
        return new Packing(layer, Convert.ToHexString(packed), packed);
    }

    private static List<TarEntry> Entries(byte[] packed)
    {
        using var tar = new System.Formats.Tar.TarReader(new GZipStream(new MemoryStream(packed), CompressionMode.Decompress));
        List<TarEntry> entries = [];
        while (tar.GetNextEntry(copyData: true) is { } entry) entries.Add(entry);
        return entries;
    }

    private static string Text(TarEntry entry)
    {
        using var reader = new StreamReader(entry.DataStream!, Encoding.UTF8);
        return reader.ReadToEnd();
    }

    private sealed record Packing(Layer Layer, string Hex, byte[] Packed)
    {
        public bool Equals(Packing? other) => other is not null && Layer == other.Layer && Hex == other.Hex;

        public override int GetHashCode() => Layer.GetHashCode();
    }
}
