using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using Levain.Host.Tests.Faults;
using Levain.Testing;
using Levain.Soak.Servers;

namespace Levain.Host.Tests.Remotes;

/// <summary>Push and Pull from the command line, as processes.</summary>
public sealed partial class TransferTests : IDisposable
{
    private readonly Clones clones = new();

    public void Dispose() => clones.Dispose();

    [Fact]
    public void What_one_clone_built_and_pushed_another_pulls_and_need_not_build()
    {
        clones.Run(clones.First, "--target Train").MustEnd(0);
        var would = clones.Run(clones.First, "--target Push --remote ../remote --dryrun").MustEnd(0);
        Assert.Empty(clones.Blobs("cas"));
        var pushed = clones.Run(clones.First, "--target Push --remote ../remote").MustEnd(0);
        var again = clones.Run(clones.First, "--target Push --remote ../remote").MustEnd(0);
        clones.TakeLock();
        var pulled = clones.Run(clones.Second, "--target Pull --remote ../remote").MustEnd(0);
        var built = clones.Run(clones.Second, "--target Train --locked").MustEnd(0);

        Assert.DoesNotContain("started", built.Errors, StringComparison.Ordinal);
        Assert.Matches(@"(?m)^fault: \d+ fresh", built.Output);
        Verified.Text(string.Join('\n', new[] { would, pushed, again, pulled }.Select(Brief)));
    }

    [Fact]
    public void For_machines_there_is_one_document()
    {
        clones.Run(clones.First, "--target Train").MustEnd(0);

        using var pushed = JsonDocument.Parse(clones.Run(clones.First, "--target Push --remote ../remote --json").MustEnd(0).Output);
        clones.TakeLock();
        using var pulled = JsonDocument.Parse(clones.Run(clones.Second, "--target Pull --remote ../remote --json").MustEnd(0).Output);

        foreach (var (document, schema, state) in new[] { (pushed, "levain.push/1", "pushed"), (pulled, "levain.pull/1", "pulled") })
        {
            Assert.Equal(schema, document.RootElement.GetProperty("schema").GetString());
            Assert.False(document.RootElement.GetProperty("dryRun").GetBoolean());
            var remote = document.RootElement.GetProperty("remotes").EnumerateArray().Single();
            var contents = remote.GetProperty("contents").EnumerateArray().ToList();
            Assert.All(contents, each => Assert.Equal("fault", each.GetProperty("model").GetString()));
            Assert.Contains(contents, each => each.GetProperty("stage").GetString() == "Mix[all]" && each.GetProperty("state").GetString() == state);
            Assert.True(remote.GetProperty("bytes").GetInt64() > 0);
        }
    }

    [Fact]
    public void A_build_pushes_only_where_it_is_told_to()
    {
        clones.Run(clones.First, "--target Train --remote ../remote").MustEnd(0);
        Assert.Empty(clones.Blobs("cas"));

        var refused = clones.Run(clones.First, "--target Push --remote ../remote,read-only").MustEnd(1);
        clones.Run(clones.Second, "--target Train --remote ../remote,push").MustEnd(0);

        Assert.StartsWith("error: remote `‹root›/remote` is not written to: it is configured as `read-only`", refused.Errors, StringComparison.Ordinal);
        Assert.NotEmpty(clones.Blobs("cas"));
        Assert.NotEmpty(clones.Blobs("ac"));
    }

    [Fact]
    public void A_wrong_remote_is_one_sentence_without_its_secrets()
    {
        string[] wrong = ["", "--remote ../remoet", "--remote ../nowhere/at/all", "--remote ftp://example.org/cache", "--remote htps://example.org/cache", "--remote https://me:hunter2@example.org/cache", "--remote https://example.org/cache?token=hunter2", "--remote ../remote,raed-only"];
        var text = new StringBuilder();
        foreach (var arguments in wrong)
        {
            var run = clones.Run(clones.First, $"--target Push {arguments}");
            Assert.Equal(2, run.ExitCode);
            Assert.DoesNotContain("\n   at ", run.Errors, StringComparison.Ordinal);
            Assert.DoesNotContain("hunter2", run.Text, StringComparison.Ordinal);
            text.Append("Push ").Append(arguments.Replace("hunter2", "‹secret›", StringComparison.Ordinal)).Append(" (").Append(run.ExitCode).Append(")\n").Append(run.Errors);
        }

        Verified.Text(text.ToString());
    }

    [Fact]
    public void A_pull_that_is_killed_in_the_middle_goes_on_from_there()
    {
        if (!OperatingSystem.IsLinux()) Assert.Skip("signals are Linux's");
        clones.Run(clones.First, "--target Train").MustEnd(0);
        clones.TakeLock();
        using var server = new BlobServer();
        clones.Run(clones.First, $"--target Push --remote {server.Address}").MustEnd(0);
        var large = server.Blobs.MaxBy(blob => blob.Value.Length);
        server.Faults = (method, path) => method == "GET" && path == large.Key ? Fault.StallMidway : Fault.None;
        var partial = Path.Combine(clones.Second, ".levain", "remotes", "partial", large.Key[4..]);

        using (var pull = HostProcess.Start(clones.Second, "wide", $"--target Pull --remote {server.Address}"))
        {
            while (!File.Exists(partial) || new FileInfo(partial).Length == 0) Assert.False(pull.Process.WaitForExit(5), "the pull has ended");
            HostProcess.Signal(pull.Process.Id, "KILL");
            pull.End();
        }

        var kept = new FileInfo(partial).Length;
        server.Faults = (_, _) => Fault.None;
        clones.Run(clones.Second, $"--target Pull --remote {server.Address}").MustEnd(0);

        Assert.InRange(kept, 1, large.Value.Length - 1);
        Assert.Contains($"GET {large.Key} bytes={kept}-", server.Requests);
        Assert.DoesNotContain("started", clones.Run(clones.Second, "--target Train --locked").MustEnd(0).Errors, StringComparison.Ordinal);
        Assert.Contains(": 0 findings", clones.Run(clones.Second, "--target Fsck").MustEnd(0).Output, StringComparison.Ordinal);
    }

    [Fact]
    public void A_repair_fetches_from_a_remote()
    {
        clones.Run(clones.First, "--target Train").MustEnd(0);
        clones.Run(clones.First, "--target Push --remote ../remote").MustEnd(0);
        foreach (var path in Directory.GetFiles(Path.Combine(clones.First, ".levain", "objects"), "*", SearchOption.AllDirectories))
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            File.AppendAllText(path, "!");
        }

        var repaired = clones.Run(clones.First, "--target Fsck --repair --remote ../remote").MustEnd(0);

        Assert.Contains("fetched from remote `‹root›/remote`", repaired.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("makes it again", repaired.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("started", clones.Run(clones.First, "--target Train --locked").MustEnd(0).Errors, StringComparison.Ordinal);
    }

    // Of all stages the last.
    private static string Brief(HostRun run) =>
        string.Join('\n', Amounts().Replace(run.Text, "‹amount›").Split('\n').Where(line => !line.StartsWith("fault/", StringComparison.Ordinal) || line.StartsWith("fault/Mix[all]", StringComparison.Ordinal)));

    // Records hold how long a stage took, and outputs travel in packs whose size depends on them.
    [GeneratedRegex(@" *[0-9.]+ (KiB|B)\b( in \d+ files)?")]
    private static partial Regex Amounts();
}
