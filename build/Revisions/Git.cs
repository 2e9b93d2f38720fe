using System.Diagnostics;
using System.Globalization;
using Levain.Registry;

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

    /// <summary>The hash of the commit that a revision names, or null when there is none here.</summary>
    public string? Find(string revision) => Asked("rev-parse", "--verify", "--quiet", "--end-of-options", $"{revision}^{{commit}}");

    /// <summary>Who made a commit, when and what for; null when it is not known here.</summary>
    public CommitFacts? Facts(string commit)
    {
        if (Find(commit) is not { } hash || Asked("show", "--no-patch", "--format=%an <%ae>%n%aI%n%s", hash)?.Split('\n') is not [var author, var moment, .. var subject]) return null;
        return DateTimeOffset.TryParse(moment, CultureInfo.InvariantCulture, out var at) ? new(author, at, string.Join(' ', subject)) : null;
    }

    /// <summary>The commit that is checked out, and whether the sources differ from it: locks do not count, which a build itself writes; null outside of a repository.</summary>
    public (string Commit, bool IsDirty)? State() => Asked("rev-parse", "--verify", "--quiet", "HEAD") is { } commit ? (commit, Asked("status", "--porcelain", "--untracked-files=normal", "--", ":/", ":(exclude,glob)models/*/model.lock.json") is not null) : null;

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
