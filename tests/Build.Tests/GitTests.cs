using System.Diagnostics;

namespace Levain.Host.Tests;

/// <summary>What git says of the sources of a version.</summary>
public sealed class GitTests : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("levain-git-").FullName;
    private readonly Git git;

    public GitTests()
    {
        git = new(root);
        Run("init", "--quiet");
        Write("models/tea/model.lock.json", "{}");
        Write("models/tea/Tea.cs", "// tea");
        Commit("First & last: \"quoted\" 茶");
    }

    public void Dispose() => Directory.Delete(root, recursive: true);

    [Fact]
    public void A_lock_that_a_build_wrote_makes_no_other_sources()
    {
        Write("models/tea/model.lock.json", "{ }");
        var built = git.State();
        Write("models/tea/Tea.cs", "// coffee");
        var edited = git.State();

        Assert.False(built!.Value.IsDirty);
        Assert.True(edited!.Value.IsDirty);
        Assert.Equal(built.Value.Commit, edited.Value.Commit);
    }

    [Fact]
    public void A_file_that_is_not_committed_makes_other_sources()
    {
        Write("models/tea/More.cs", "// more");

        Assert.True(git.State()!.Value.IsDirty);
    }

    [Fact]
    public void A_commit_is_told_with_its_author_time_and_subject()
    {
        var facts = git.Facts("HEAD")!;

        Assert.Equal(("anna ‹ωψ› <anna@example.org>", new DateTimeOffset(2026, 11, 22, 12, 0, 0, TimeSpan.FromHours(2)), "First & last: \"quoted\" 茶"), (facts.Author, facts.At, facts.Subject));
        Assert.Equal(git.State()!.Value.Commit, git.Find("HEAD"));
    }

    [Theory]
    [InlineData("main-that-is-not", "no revision")]
    [InlineData("0123456789012345678901234567890123456789", "a commit of another clone")]
    [InlineData("--version", "an option of git")]
    [InlineData("", "nothing")]
    public void What_is_not_known_here_has_no_facts(string revision, string why)
    {
        Assert.Null(git.Find(revision));
        Assert.Null(git.Facts(revision));
        Assert.NotEmpty(why);
    }

    private void Commit(string message)
    {
        Run("add", "--all");
        Run("-c", "user.name=anna ‹ωψ›", "-c", "user.email=anna@example.org", "-c", "commit.gpgsign=false", "commit", "--quiet", "--date=2026-11-22T12:00:00+02:00", "-m", message);
    }

    private void Write(string path, string text)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(root, path))!);
        File.WriteAllText(Path.Combine(root, path), text);
    }

    private void Run(params IReadOnlyList<string> arguments)
    {
        using var process = Process.Start("git", ["-C", root, .. arguments]);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
