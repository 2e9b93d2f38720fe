using Levain.Store;

namespace Levain.Tests.Store;

public sealed class StoreFolderTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData("levain.store/3")]
    [InlineData("levain.store/10")]
    public void A_store_of_a_newer_format_is_refused(string format)
    {
        StoreFolder.Open(folder.StoreRoot);
        File.WriteAllText(folder.Path(".levain/format"), $"{format} {Digest.Of(format).Hex[..16]}\n");

        Assert.Contains("was written by a newer Levain", Assert.Throws<BuildException>(() => StoreFolder.Open(folder.StoreRoot)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("levain.store/1")]
    [InlineData("levain.store/3\n")]
    [InlineData("levain.stora/1\n")]
    public void A_damaged_format_is_written_anew(string format)
    {
        StoreFolder.Open(folder.StoreRoot);
        var file = folder.Path(".levain/format");
        var good = File.ReadAllText(file);
        File.WriteAllText(file, format);

        StoreFolder.Open(folder.StoreRoot);

        Assert.Equal(good, File.ReadAllText(file));
    }

    [Fact]
    public void Whatever_bit_of_the_format_flips_it_is_written_anew()
    {
        StoreFolder.Open(folder.StoreRoot);
        var file = folder.Path(".levain/format");
        var good = File.ReadAllBytes(file);

        for (var bit = 0; bit < good.Length * 8; bit++)
        {
            var bad = (byte[])good.Clone();
            bad[bit / 8] ^= (byte)(1 << (bit % 8));
            File.WriteAllBytes(file, bad);
            StoreFolder.Open(folder.StoreRoot);
            Assert.Equal(good, File.ReadAllBytes(file));
        }
    }

    [Fact]
    public void What_a_dead_process_left_is_removed_and_what_a_living_one_uses_is_not()
    {
        if (!OperatingSystem.IsLinux()) Assert.Skip("the state of other processes is read from /proc");
        using var dead = ChildProcess.Start(["leave", folder.StoreRoot]);
        using var living = ChildProcess.Start(["leave", folder.StoreRoot]);
        var (left, used) = (dead.StandardOutput.ReadLine()!, living.StandardOutput.ReadLine()!);
        Assert.True(File.Exists(left) && File.Exists(used));
        dead.Kill();
        dead.WaitForExit();

        StoreFolder.Open(folder.StoreRoot);

        Assert.False(File.Exists(left));
        Assert.True(File.Exists(used));
        living.Kill();
    }

    [Fact]
    public void What_another_machine_left_stays_for_a_day()
    {
        StoreFolder.Open(folder.StoreRoot);
        var (young, old) = (folder.Write(".levain/tmp/1-1-otherone.1", ""), folder.Write(".levain/tmp/1-1-otherone.2", ""));
        File.SetLastWriteTimeUtc(old, DateTime.UtcNow.AddDays(-2));

        StoreFolder.Open(folder.StoreRoot);

        Assert.True(File.Exists(young));
        Assert.False(File.Exists(old));
    }

    [Fact]
    public void Deleted_parts_of_a_store_come_back()
    {
        var digest = folder.Store().Put("kept"u8);
        foreach (var part in new[] { "tmp", "paths", "locks", "damaged" }) Directory.Delete(folder.Path(".levain/" + part), recursive: true);
        File.Delete(folder.Path(".levain/format"));

        Assert.Equal("kept"u8, folder.Store().Read(digest));
    }
}
