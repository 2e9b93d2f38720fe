using System.Diagnostics;

namespace Levain.Host;

/// <summary>The <c>git</c> command, for what a revision holds.</summary>
internal sealed class Git(string root)
{
    /// <summary>The text of a file at a revision, or null when the revision has no such file.</summary>
    public string? Read(string revision, string path)
    {
        if (Run("rev-parse", "--verify", "--quiet", "--end-of-options", $"{revision}^{{commit}}").Code != 0)
            throw new UsageException($"`{revision}` is neither a git revision nor a lock file", "name a branch, a tag, a commit, or the path of a file");
        var (code, text) = Run("show", "--end-of-options", $"{revision}:{path}");
        return code == 0 ? text : null;
    }

    /// <summary>A value of git's configuration, or null when it is not set or there is no git.</summary>
    public string? Setting(string name) => Asked("config", "--get", name);

    /// <summary>The commit that is checked out, and whether the files differ from it; null outside of a repository.</summary>
    public (string Commit, bool IsDirty)? State() => Asked("rev-parse", "--verify", "--quiet", "HEAD") is { } commit ? (commit, Asked("status", "--porcelain", "--untracked-files=normal") is not null) : null;

    /// <summary>The branch that is checked out; null where there is none.</summary>
    public string? Branch() => Asked("symbolic-ref", "--quiet", "--short", "HEAD");

    // Who asks so can do without an answer.
    private string? Asked(params IReadOnlyList<string> arguments)
    {
        try
        {
            return Run(arguments) is (0, var text) && text.Trim() is { Length: > 0 } value ? value : null;
        }
        catch (BuildException)
        {
            return null;
        }
    }

    private (int Code, string Text) Run(params IReadOnlyList<string> arguments)
    {
        try
        {
            var start = new ProcessStartInfo("git", ["-C", root, .. arguments]) { RedirectStandardOutput = true, RedirectStandardError = true };
            using var process = Process.Start(start) ?? throw new BuildException("`git` could not be started");
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
            var text = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, text);
        }
        catch (System.ComponentModel.Win32Exception missing)
        {
            throw new BuildException("comparing revisions needs the `git` command, which is not installed", "install git, or name two lock files", missing);
        }
    }
}
