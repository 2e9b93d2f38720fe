using System.Diagnostics;

namespace Levain.Tests.Faults;

/// <summary>What the disk refuses: one sentence, and nothing that was finished is lost.</summary>
public sealed class DiskTests : IDisposable
{
    private static readonly string[] Nobody = ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups"];

    private readonly FaultWorkspace workspace = new();
    private bool mounted;

    public void Dispose()
    {
        if (mounted) Command("umount", "-l", workspace.Root);
        workspace.Dispose();
    }

    [Fact]
    public void A_full_disk_is_a_sentence_and_when_there_is_room_the_next_build_goes_on()
    {
        if (Environment.UserName != "root") Assert.Skip("only root can mount a small disk");
        mounted = Command("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", workspace.Root) == 0;
        if (!mounted) Assert.Skip("a tmpfs cannot be mounted here");

        var full = workspace.Run(["build", "fills", "1"]);
        Assert.Equal(1, full.ExitCode);
        AssertSentence("cannot write to `", "`: the disk is full", full);
        Assert.Single(workspace.Recorded());

        Assert.Equal(0, Command("mount", "-o", "remount,size=40m", workspace.Root));
        Assert.Equal(new Ended(0, "", ""), workspace.Run(["build", "fills", "1"]));
        workspace.VerifyObjects();
    }

    [Fact]
    public void A_disk_that_has_no_room_at_all_is_a_sentence_wherever_it_is_met()
    {
        if (Environment.UserName != "root") Assert.Skip("only root can mount a small disk");
        mounted = Command("mount", "-t", "tmpfs", "-o", "size=4m", "tmpfs", workspace.Root) == 0;
        if (!mounted) Assert.Skip("a tmpfs cannot be mounted here");
        Assert.Equal(0, workspace.Run(["build", "left", "1"]).ExitCode);

        // Ever less room, so that each kind of write is the first that fails.
        var filler = Path.Combine(workspace.Root, "filler");
        for (var room = 0; room <= 160; room += 16)
        {
            File.Delete(filler);
            var free = new DriveInfo(workspace.Root).AvailableFreeSpace;
            File.WriteAllBytes(filler, new byte[free - (room << 10)]);

            var full = workspace.Run(["build", "wide", $"{100 + room}"]);

            Assert.Equal(1, full.ExitCode);
            AssertSentence("cannot write to `", "`: the disk is full", full);
        }

        File.Delete(filler);
        Assert.Equal(0, Command("mount", "-o", "remount,size=40m", workspace.Root));
        Assert.Equal(new Ended(0, "", ""), workspace.Run(["build", "wide", "100"]));
        workspace.VerifyObjects();
    }

    [Fact]
    public void A_read_only_workspace_is_a_sentence()
    {
        SkipUnlessRoot();
        Command("chmod", "-R", "a+rX,a-w", workspace.Root);

        var ended = workspace.Run(["build", "left", "1"], null, Nobody);

        Assert.Equal(new Ended(1, "", $"error: cannot write to `{workspace.Root}/.levain`: permission denied\n"), ended);
    }

    [Theory]
    [InlineData("objects")]
    [InlineData("actions")]
    [InlineData("locks")]
    [InlineData("tmp")]
    [InlineData("scratch")]
    [InlineData("paths")]
    [InlineData("")]
    [InlineData("../models/left")]
    public void A_folder_that_may_not_be_written_to_is_named(string folder)
    {
        SkipUnlessRoot();
        Assert.Equal(0, workspace.Run(["build", "left", "1"]).ExitCode);
        Command("chown", "-R", "65534:65534", workspace.Root);
        var closed = Path.GetFullPath(workspace.PathOf(folder)).TrimEnd('/');
        Command("chown", "-R", "0:0", closed);
        if (folder.Length == 0) Command("chmod", "-R", "a-w", closed);

        var ended = workspace.Run(["build", "left", "2"], null, Nobody);

        Assert.Equal(1, ended.ExitCode);
        AssertSentence($"cannot write to `{(folder == "tmp" ? "" : closed)}", "`: permission denied", ended);
    }

    [Theory]
    [InlineData("input")]
    [InlineData("input/below")]
    [InlineData("input/below/file.txt")]
    [InlineData("models/reads/model.lock.json")]
    [InlineData(".levain/actions")]
    [InlineData(".levain/objects")]
    [InlineData(".levain/format")]
    public void What_may_not_be_read_is_named(string path)
    {
        SkipUnlessRoot();
        Directory.CreateDirectory(Path.Combine(workspace.Root, "input", "below"));
        File.WriteAllText(Path.Combine(workspace.Root, "input", "below", "file.txt"), "text");
        Assert.Equal(0, workspace.Run(["build", "reads", "1"]).ExitCode);
        // Another text, so that every part is looked up.
        File.WriteAllText(Path.Combine(workspace.Root, "input", "below", "other.txt"), "other");
        Command("chown", "-R", "65534:65534", workspace.Root);
        var closed = Path.Combine(workspace.Root, path);
        Command("chown", "0:0", closed);
        Command("chmod", "go-rwx", closed);

        var ended = workspace.Run(["build", "reads", "1"], null, Nobody);

        Assert.Equal(1, ended.ExitCode);
        AssertSentence($"`{closed}", "`: permission denied", ended);
    }

    private static void AssertSentence(string begin, string end, Ended ended)
    {
        var lines = ended.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries);
        // Stages that start together meet the same trouble.
        Assert.InRange(lines.Length, 1, 8);
        foreach (var line in lines)
        {
            Assert.StartsWith("error: ", line, StringComparison.Ordinal);
            Assert.Contains(begin, line, StringComparison.Ordinal);
            Assert.EndsWith(end, line, StringComparison.Ordinal);
        }
    }

    private static void SkipUnlessRoot()
    {
        if (Environment.UserName != "root") Assert.Skip("only root can drop privileges");
        if (!File.Exists("/usr/bin/setpriv")) Assert.Skip("setpriv is not installed");
    }

    private static int Command(string program, params string[] arguments)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
