using System.Text.RegularExpressions;
using Levain.Store;

namespace Levain.Tests.Store;

public sealed partial class CrashTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void An_object_is_on_the_disk_before_it_has_its_name()
    {
        if (!File.Exists("/usr/bin/strace")) Assert.Skip("strace is not installed");
        var trace = folder.Path("trace");
        var said = ChildProcess.Run(["put", folder.StoreRoot, "traced"], "strace", "-f", "-y", "-o", trace, "-e", "trace=openat,write,pwrite64,fsync,fdatasync,rename,renameat,renameat2");
        var digest = Digest.Parse(said.Trim());

        var calls = File.ReadAllLines(trace).ToList();
        var rename = calls.FindIndex(call => Rename().IsMatch(call) && call.Contains($"\"{folder.ObjectPath(digest)}\"", StringComparison.Ordinal));
        Assert.True(rename >= 0, "no rename to the object's place");
        var temporary = Rename().Match(calls[rename]).Groups["from"].Value;
        var written = calls.FindLastIndex(call => call.Contains("write", StringComparison.Ordinal) && call.Contains($"<{temporary}>", StringComparison.Ordinal));
        var synced = calls.FindIndex(call => Sync(temporary).IsMatch(call));
        var folderSynced = calls.FindIndex(rename, call => Sync(Path.GetDirectoryName(folder.ObjectPath(digest))!).IsMatch(call));

        Assert.True(written >= 0 && written < synced && synced < rename && rename < folderSynced, $"written {written}, synced {synced}, renamed {rename}, folder synced {folderSynced}");
    }

    [Fact]
    public void A_writer_that_is_killed_at_any_moment_leaves_only_whole_objects_and_no_lock()
    {
        // After one to three finished rounds, and then at another moment of the next one each time.
        Directory.CreateDirectory(folder.Path("scratch"));
        for (var kill = 0; kill < 20; kill++)
        {
            using var child = ChildProcess.Start(["write", folder.StoreRoot, folder.Path("scratch")]);
            for (var round = 0; round <= kill % 3; round++) Assert.Equal($"wrote {round}", child.StandardOutput.ReadLine());
            Assert.False(child.WaitForExit(kill));
            child.Kill();
            child.WaitForExit();
        }

        var store = folder.Store();
        Assert.Empty(Directory.GetFileSystemEntries(folder.Path(".levain/tmp")));
        var objects = Directory.GetFiles(folder.Path(".levain/objects"), "*", SearchOption.AllDirectories);
        Assert.True(objects.Length > 20, $"only {objects.Length} objects were written");
        foreach (var path in objects)
        {
            Assert.True(Digest.TryParseHex(Path.GetFileName(Path.GetDirectoryName(path))! + Path.GetFileName(path), out var digest));
            store.Read(digest);
        }

        var last = Content.Tree(Digest.Parse(File.ReadAllText(folder.Path("scratch/last"))));
        Assert.True(store.HasWhole(last), "what was recorded as finished is there");
        store.Materialize(last).Verify();
        using var free = ProcessLock.TryAcquire(folder.Path(".levain/locks/writer"), "test");
        Assert.NotNull(free);
    }

    [GeneratedRegex("""rename(at2?)?\((AT_FDCWD[^,]*, )?"(?<from>[^"]+)", """)]
    private static partial Regex Rename();

    private static Regex Sync(string path) => new($@"f(data)?sync\(\d+<{Regex.Escape(path)}>");
}
