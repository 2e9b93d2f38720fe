using System.Text.RegularExpressions;
using Levain.Soak;

namespace Levain.Tests.Faults;

/// <summary>The library that lets system calls fail sees every one of them: those of the base class library and our own.</summary>
public sealed partial class FaultLibraryTests
{
    [Fact]
    public async Task The_library_sees_the_calls_that_the_system_sees()
    {
        if (!File.Exists("/usr/bin/strace")) Assert.Skip("strace is not installed");
        using var library = FaultLibrary.Compile(out var missing);
        if (library is null) Assert.Skip(missing);
        using var templates = new Templates();
        var workspace = await templates.CopyAsync(Operation.All.Single(operation => operation.Name == "build"));
        var (counts, trace) = (templates.Beside("counts"), templates.Beside("trace"));
        FaultCounts.Begin(counts);

        var order = new FaultOrder { Calls = "", Kind = "die" };
        using var victim = Victim.Start(
            ["build", workspace.Root, FaultHost.FaultPipeline.Whole, $"{Operation.After}"],
            start => order.ApplyTo(start, library.Path, workspace.Root, counts),
            "strace", "-f", "-y", "--seccomp-bpf", "-o", trace, "-e", "trace=openat,open,creat,pread64,preadv,write,pwrite64,pwritev,fsync,fdatasync,rename,renameat,renameat2,link,linkat,mkdir,mkdirat,unlink,unlinkat,rmdir,ftruncate,flock,copy_file_range,sendfile");
        Assert.Equal(0, victim.End().ExitCode);

        var seen = FaultCounts.Read(counts).Seen;
        var real = Counted(File.ReadLines(trace), workspace.Root);
        foreach (var kind in new[] { "create", "write", "sync", "rename", "mkdir", "unlink", "lock" }) Assert.Equal((kind, real.GetValueOrDefault(kind)), (kind, seen[kind]));
        // `opendir` opens by a call of its own, which the library counts too.
        Assert.Equal(real["open"], seen["open"]);
        Assert.True(seen["write"] > 20 && seen["sync"] > 20 && seen["rename"] > 20, string.Join(", ", seen));
    }

    /// <summary>How often each kind of call named a file below the root, as strace wrote it.</summary>
    private static Dictionary<string, long> Counted(IEnumerable<string> lines, string root)
    {
        var counts = new Dictionary<string, long>(StringComparer.Ordinal);
        foreach (var line in lines)
        {
            // The rest of a call that another thread interrupted was counted when it began.
            if (Call().Match(line) is not { Success: true } call || !line.Contains(root, StringComparison.Ordinal)) continue;
            var kind = call.Groups["name"].Value switch
            {
                "openat" or "open" or "creat" => line.Contains("O_CREAT", StringComparison.Ordinal) ? "create" : "open",
                "write" or "pwrite64" or "pwritev" or "copy_file_range" or "sendfile" => "write",
                "fsync" or "fdatasync" => "sync",
                "rename" or "renameat" or "renameat2" => "rename",
                "mkdir" or "mkdirat" => "mkdir",
                "unlink" or "unlinkat" or "rmdir" => "unlink",
                "flock" => "lock",
                var other => other,
            };
            counts[kind] = counts.GetValueOrDefault(kind) + 1;
        }

        return counts;
    }

    [GeneratedRegex(@"^\d+ +(?<name>[a-z0-9_]+)\(")]
    private static partial Regex Call();
}
