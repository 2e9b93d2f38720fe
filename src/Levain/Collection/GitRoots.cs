using System.Globalization;
using System.Text;
using Levain.Locks;

namespace Levain.Collection;

/// <summary>The locks at every branch, tag, remote-tracking branch and stash, and of every worktree, of the repository that holds a workspace.</summary>
/// <param name="root">The workspace: the repository's top folder or one below it.</param>
/// <param name="without">Refs whose locks may be unreadable: whole or short names, with <c>*</c> at the end for all that begin so.</param>
public sealed class GitRoots(string root, IReadOnlyList<string> without) : IRootSource
{
    private readonly GitCommand git = new(root);

    public RootReport Read(CancellationToken cancellation = default)
    {
        if (!IsInRepository()) return new([], "git: no repository here, so only the working tree counts");
        if (git.TryRun("--version") is null) return new([], "git: the `git` command is not installed, so only the working tree counts");

        var prefix = git.Run("rev-parse", "--show-prefix").TrimEnd('\n');
        var worktrees = Worktrees();
        var refs = Refs(worktrees);
        var tips = refs.GroupBy(each => each.Object, StringComparer.Ordinal).Select(group => new Tip(group.Key, [.. group.Select(each => each.Name)])).ToList();
        var blobs = Blobs(tips, prefix, cancellation);
        List<Root> roots = [.. Parse(blobs, cancellation)];
        var others = worktrees.Where(tree => Directory.Exists(tree.Path) && !SameFolder(Path.Combine(tree.Path, prefix), root)).ToList();
        foreach (var tree in others) roots.AddRange(OfWorktree(tree.Path, prefix));
        return new(roots, $"git: {Counted.Of(refs.Count, "ref", "refs")} at {Counted.Of(tips.Count, "commit", "commits")}, {Counted.Of(others.Count, "other worktree", "other worktrees")}, {Counted.Of(blobs.Count, "different lock", "different locks")}");
    }

    private sealed record Ref(string Object, string Name);

    private sealed record Tip(string Object, IReadOnlyList<string> Names);

    private sealed record Blob(string Object, string? Model, IReadOnlyList<string> Names);

    private sealed record Worktree(string Path, string? Head);

    // Asked of the disk and not of git: one that refuses a repository of another user, say, must not pass for none.
    private bool IsInRepository()
    {
        for (var folder = Path.GetFullPath(root); folder is not null; folder = Path.GetDirectoryName(folder))
            if (Path.Exists(Path.Combine(folder, ".git"))) return true;
        return false;
    }

    private List<Ref> Refs(IReadOnlyList<Worktree> worktrees)
    {
        var refs = new List<Ref>();
        foreach (var line in git.Run("for-each-ref", "--format=%(objectname) %(refname)").Split('\n', StringSplitOptions.RemoveEmptyEntries))
            refs.Add(new(line[..line.IndexOf(' ', StringComparison.Ordinal)], Spoken(line[(line.IndexOf(' ', StringComparison.Ordinal) + 1)..])));

        // Of the stashes a ref names the newest alone; a stash is a commit on two or three parents, which are the index and the untracked files.
        var stashes = git.TryRun("log", "-g", "--format=%H %P", "refs/stash") ?? "";
        foreach (var (line, index) in stashes.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select((line, index) => (line, index)))
            refs.AddRange(line.Split(' ').Select(commit => new Ref(commit, string.Create(CultureInfo.InvariantCulture, $"stash {index}"))));

        if (git.TryRun("rev-parse", "--verify", "--quiet", "HEAD") is { } head) refs.Add(new(head.TrimEnd('\n'), "HEAD"));
        refs.AddRange(worktrees.Where(tree => tree.Head is not null).Select(tree => new Ref(tree.Head!, $"the HEAD of worktree `{tree.Path}`")));
        return refs;
    }

    private List<Worktree> Worktrees()
    {
        var trees = new List<Worktree>();
        foreach (var line in (git.TryRun("worktree", "list", "--porcelain") ?? "").Split('\n'))
        {
            if (line.StartsWith("worktree ", StringComparison.Ordinal)) trees.Add(new(line[9..], null));
            else if (line.StartsWith("HEAD ", StringComparison.Ordinal) && line[5..].AsSpan().ContainsAnyExcept('0')) trees[^1] = trees[^1] with { Head = line[5..] };
        }

        return trees;
    }

    private static IEnumerable<Root> OfWorktree(string path, string prefix)
    {
        try
        {
            return [.. LockRoots.OfFolder(Path.Combine(path, prefix), $"worktree `{path}`")];
        }
        catch (BuildException error)
        {
            throw Unreadable(error, $"worktree `{path}`");
        }
    }

    // Thousands of refs share few locks: trees and blobs are told apart by their names alone, and each is read once.
    private IReadOnlyList<Blob> Blobs(IReadOnlyList<Tip> tips, string prefix, CancellationToken cancellation)
    {
        var found = Check([.. tips.Select(tip => $"{tip.Object}:{prefix}data.lock.json"), .. tips.Select(tip => $"{tip.Object}:{prefix}models")], cancellation);
        var blobs = new Dictionary<(string, string?), List<string>>();
        var trees = new Dictionary<string, List<string>>(StringComparer.Ordinal);
        for (var i = 0; i < tips.Count; i++)
        {
            if (found[i] is { } data) Names(blobs, (data, null)).AddRange(tips[i].Names);
            if (found[tips.Count + i] is { } models) Names(trees, models).AddRange(tips[i].Names);
        }

        var folders = Folders([.. trees.Keys], cancellation).SelectMany(pair => pair.Folders.Select(folder => (pair.Tree, folder.Name, folder.Object))).ToList();
        var distinct = folders.Select(folder => folder.Object).Distinct(StringComparer.Ordinal).ToList();
        var locks = Check([.. distinct.Select(folder => $"{folder}:model.lock.json")], cancellation);
        var byFolder = distinct.Zip(locks).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
        foreach (var (tree, name, folder) in folders)
            if (byFolder[folder] is { } modelLock) Names(blobs, (modelLock, name)).AddRange(trees[tree]);
        return [.. blobs.Select(pair => new Blob(pair.Key.Item1, pair.Key.Item2, pair.Value))];
    }

    private static List<string> Names<TKey>(Dictionary<TKey, List<string>> of, TKey key) where TKey : notnull =>
        of.TryGetValue(key, out var names) ? names : of[key] = [];

    /// <summary>The object behind each name, or null where there is none.</summary>
    private IReadOnlyList<string?> Check(IReadOnlyList<string> names, CancellationToken cancellation) =>
        git.CatFile("--batch-check", names, output => GitCommand.Line(output) is var line && line.EndsWith(" missing", StringComparison.Ordinal) ? null : line.Split(' ')[0], cancellation);

    private IEnumerable<(string Tree, IReadOnlyList<(string Name, string Object)> Folders)> Folders(IReadOnlyList<string> trees, CancellationToken cancellation) =>
        trees.Zip(git.CatFile("--batch", trees, output => FoldersOf(Body(output), trees[0].Length / 2), cancellation));

    // A tree of git: mode, space, name, zero byte, and the hash in binary.
    private static IReadOnlyList<(string, string)> FoldersOf(byte[] tree, int hashLength)
    {
        var folders = new List<(string, string)>();
        for (var at = 0; at < tree.Length;)
        {
            var zero = at + tree.AsSpan(at).IndexOf((byte)0);
            var (mode, name) = Encoding.UTF8.GetString(tree, at, zero - at).Split(' ', 2) is [var first, var second] ? (first, second) : ("", "");
            if (mode == "40000") folders.Add((name, Convert.ToHexStringLower(tree, zero + 1, hashLength)));
            at = zero + 1 + hashLength;
        }

        return folders;
    }

    private static byte[] Body(Stream output)
    {
        var head = GitCommand.Line(output);
        if (!long.TryParse(head.AsSpan(head.LastIndexOf(' ') + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var size)) throw new FormatException(head);
        var body = new byte[size];
        output.ReadExactly(body);
        return output.ReadByte() == '\n' ? body : throw new FormatException(head);
    }

    private IEnumerable<Root> Parse(IReadOnlyList<Blob> blobs, CancellationToken cancellation)
    {
        var distinct = blobs.Select(blob => blob.Object).Distinct(StringComparer.Ordinal).ToList();
        var bodies = distinct.Zip(git.CatFile("--batch", distinct, Body, cancellation)).ToDictionary(pair => pair.First, pair => pair.Second, StringComparer.Ordinal);
        return blobs.SelectMany(blob => Parse(blob, bodies[blob.Object]));
    }

    private List<Root> Parse(Blob blob, byte[] body)
    {
        var names = blob.Names.Distinct(StringComparer.Ordinal).ToList();
        var where = names.Count == 1 ? names[0] : string.Create(CultureInfo.InvariantCulture, $"{names[0]} and {names.Count - 1} more");
        var path = blob.Model is { } model ? $"models/{model}/model.lock.json" : "data.lock.json";
        try
        {
            var text = new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(body.AsSpan().StartsWith(Encoding.UTF8.Preamble) ? body.AsSpan(3) : body);
            return [.. blob.Model is null ? LockRoots.Of(DataLock.Parse(text, path), where) : LockRoots.Of(ModelLock.Parse(text, path), blob.Model, where)];
        }
        catch (BuildException error)
        {
            return names.All(IsLeftOut) ? [] : throw Unreadable(error, names.First(name => !IsLeftOut(name)));
        }
        catch (DecoderFallbackException error)
        {
            return names.All(IsLeftOut) ? [] : throw Unreadable(new BuildException($"{path} is not valid UTF-8", inner: error), names.First(name => !IsLeftOut(name)));
        }
    }

    private static BuildException Unreadable(BuildException error, string where) => new(
        $"the lock at {where} cannot be read, so nobody can tell what it needs: {error.Message}",
        "mend or delete it, or give up what it alone needs with `--without NAME`",
        error);

    private bool IsLeftOut(string spoken)
    {
        var name = spoken.Contains('`', StringComparison.Ordinal) ? spoken.Split('`')[1] : spoken;
        return without.Any(pattern => pattern.EndsWith('*') ? name.StartsWith(pattern[..^1], StringComparison.Ordinal) : name == pattern);
    }

    private static string Spoken(string name) => name switch
    {
        _ when name.StartsWith("refs/heads/", StringComparison.Ordinal) => $"branch `{name[11..]}`",
        _ when name.StartsWith("refs/tags/", StringComparison.Ordinal) => $"tag `{name[10..]}`",
        _ when name.StartsWith("refs/remotes/", StringComparison.Ordinal) => $"remote branch `{name[13..]}`",
        "refs/stash" => "stash 0",
        _ => $"ref `{name}`",
    };

    private static bool SameFolder(string left, string right) => FullPath(left) == FullPath(right);

    private static string FullPath(string path) => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
}
