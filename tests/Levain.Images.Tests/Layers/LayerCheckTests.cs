using System.Formats.Tar;
using System.IO.Compression;

namespace Levain.Images.Tests;

public sealed class LayerCheckTests
{
    private static readonly LayerLimits Small = new() { Bytes = 4 << 20, Entries = 10, Ratio = 50, FreeBytes = 1 << 20 };

    [Theory]
    [InlineData(TarEntryType.RegularFile, "../etc/passwd", "", "a way up")]
    [InlineData(TarEntryType.RegularFile, "/etc/passwd", "", "a path of the machine")]
    [InlineData(TarEntryType.RegularFile, "a/../../b", "", "a way up in the middle")]
    [InlineData(TarEntryType.SymbolicLink, "a/link", "../../etc", "a link above the root")]
    [InlineData(TarEntryType.HardLink, "link", "../etc/passwd", "a hard link above the root")]
    [InlineData(TarEntryType.HardLink, "link", "/etc/passwd", "a hard link to the machine")]
    public void An_entry_that_leaves_the_image_is_refused(TarEntryType type, string name, string target, string because)
    {
        var entry = new PaxTarEntry(type, name);
        if (target.Length > 0) entry.LinkName = target;

        Assert.True(Failure(Tar(entry)) is OciFormatException, because);
    }

    [Fact]
    public void A_file_behind_a_link_is_refused() =>
        Assert.Contains("behind the link `a`", Failure(Tar(new PaxTarEntry(TarEntryType.SymbolicLink, "a") { LinkName = "/etc" }, new PaxTarEntry(TarEntryType.RegularFile, "a/passwd")))!.Message, StringComparison.Ordinal);

    [Fact]
    public void Links_within_the_image_devices_and_every_tar_format_are_taken()
    {
        var link = new GnuTarEntry(TarEntryType.SymbolicLink, "etc/alternatives/awk") { LinkName = "/usr/bin/mawk" };
        var up = new UstarTarEntry(TarEntryType.SymbolicLink, "usr/lib/x") { LinkName = "../share/x" };
        var old = new V7TarEntry(TarEntryType.V7RegularFile, "old");
        var deep = new GnuTarEntry(TarEntryType.RegularFile, string.Join('/', Enumerable.Repeat(new string('d', 50), 6)));
        var device = new PaxTarEntry(TarEntryType.CharacterDevice, "dev/null") { DeviceMajor = 1, DeviceMinor = 3 };

        Assert.Null(Failure(Tar(link, up, old, deep, device)));
    }

    [Fact]
    public void Too_many_entries_are_refused() =>
        Assert.Contains("more than 10 entries", Failure(Tar([.. Enumerable.Range(0, 11).Select(i => new PaxTarEntry(TarEntryType.RegularFile, $"f{i}"))]))!.Message, StringComparison.Ordinal);

    [Fact]
    public void What_unpacks_to_more_than_the_limit_is_refused() =>
        Assert.Contains("more than 4194304 bytes", Failure(Pack(new byte[5 << 20], CompressionLevel.NoCompression))!.Message, StringComparison.Ordinal);

    [Fact]
    public void What_unpacks_to_far_more_than_it_is_is_refused() =>
        Assert.Contains("no honest layer", Failure(Pack(new byte[3 << 20], CompressionLevel.Optimal))!.Message, StringComparison.Ordinal);

    [Fact]
    public void Another_digest_size_or_diff_id_is_refused()
    {
        var (layer, packed) = LayerTests.Made(Samples.Model());
        var blob = layer.Blob;
        Descriptor[] wrong = [new(blob.MediaType, Samples.SomeDigest, blob.Size), new(blob.MediaType, blob.Digest, blob.Size + 1)];

        Assert.All(wrong, each => Assert.Throws<OciFormatException>(() => LayerCheck.Run(new MemoryStream(packed), each, layer.DiffId, Small)));
        Assert.Throws<OciFormatException>(() => LayerCheck.Run(new MemoryStream(packed), blob, Samples.SomeDigest, Small));
        Assert.Equal(layer.DiffId, LayerCheck.Run(new MemoryStream(packed), blob, layer.DiffId, Small));
    }

    [Fact]
    public void Whatever_bytes_are_changed_reading_ends_or_says_why_not()
    {
        var good = Tar(new PaxTarEntry(TarEntryType.RegularFile, "a/é") { DataStream = new MemoryStream(new byte[700]) }, new GnuTarEntry(TarEntryType.SymbolicLink, new string('l', 120)) { LinkName = "x" });
        var random = new Random(5);
        for (var i = 0; i < 1500; i++)
        {
            var bytes = (byte[])good.Clone();
            for (var change = 0; change <= i % 4; change++) bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            if (i % 7 == 0) bytes = bytes[..random.Next(bytes.Length)];
            if (i % 2 == 0) Mend(bytes);

            var error = Failure(bytes);

            Assert.True(error is null or OciFormatException, error?.ToString());
        }
    }

    // With right check sums more of what was changed is looked at.
    private static void Mend(byte[] tar)
    {
        for (var at = 0; at + 512 <= tar.Length; at += 512)
        {
            if (!tar.AsSpan(at + 257, 5).SequenceEqual("ustar"u8)) continue;
            tar.AsSpan(at + 148, 8).Fill((byte)' ');
            var sum = 0;
            foreach (var value in tar.AsSpan(at, 512)) sum += value;
            System.Text.Encoding.ASCII.GetBytes(Convert.ToString(sum, 8).PadLeft(6, '0') + "\0 ").CopyTo(tar, at + 148);
        }
    }

    private static Exception? Failure(byte[] bytes)
    {
        var type = bytes.Length > 2 && bytes[0] == 0x1F && bytes[1] == 0x8B ? MediaTypes.GzipLayer : MediaTypes.Layer;
        return Record.Exception(() => LayerCheck.Run(new MemoryStream(bytes), Descriptor.Of(type, bytes), null, Small));
    }

    private static byte[] Tar(params TarEntry[] entries)
    {
        using var target = new MemoryStream();
        using (var tar = new System.Formats.Tar.TarWriter(target, leaveOpen: true)) foreach (var entry in entries) tar.WriteEntry(entry);
        return target.ToArray();
    }

    private static byte[] Pack(byte[] content, CompressionLevel level)
    {
        using var target = new MemoryStream();
        var tar = Tar(new PaxTarEntry(TarEntryType.RegularFile, "zeros") { DataStream = new MemoryStream(content) });
        using (var gzip = new GZipStream(target, level, leaveOpen: true)) gzip.Write(tar);
        return target.ToArray();
    }
}
