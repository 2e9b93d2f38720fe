namespace Levain.Planning;

/// <summary>Turns a path that a pipeline names into a full one, and lets none out of the workspace.</summary>
internal static class WorkspacePath
{
    public static string Resolve(string root, string path, string stage)
    {
        if (path.Length == 0) throw new BuildException($"stage `{stage}` reads a file of the workspace, but its path is empty");
        if (path.Contains('\0', StringComparison.Ordinal)) throw new BuildException($"stage `{stage}` reads `{path.Replace('\0', '?')}`, which holds a NUL character");
        if (Path.IsPathRooted(path) || path.Contains('\\', StringComparison.Ordinal))
            throw new BuildException($"stage `{stage}` reads `{path}`, which is no path inside the workspace", "name it from the root of the workspace, with `/` between its parts");

        var full = Path.GetFullPath(Path.Combine(root, path));
        if (!IsInside(root, full)) throw Escapes(path, stage);
        for (var part = full; part.Length > root.Length; part = Path.GetDirectoryName(part)!) RefuseLinkOut(root, part, path, stage);
        return full;
    }

    public static void RefuseLinkOut(string root, string part, string path, string stage)
    {
        FileSystemInfo link = Directory.Exists(part) ? new DirectoryInfo(part) : new FileInfo(part);
        if (link.LinkTarget is null) return;
        try
        {
            if (link.ResolveLinkTarget(returnFinalTarget: true) is { } target && !IsInside(root, target.FullName)) throw Escapes(path, stage);
        }
        catch (IOException loop)
        {
            throw new BuildException($"stage `{stage}` reads `{path}`, where the symbolic link `{Path.GetRelativePath(root, part)}` leads round in a circle", inner: loop);
        }
    }

    private static bool IsInside(string root, string full) => full == root || full.StartsWith(root + Path.DirectorySeparatorChar, StringComparison.Ordinal);

    private static BuildException Escapes(string path, string stage) =>
        new($"stage `{stage}` reads `{path}`, which lies outside the workspace", "copy it into the workspace, or pin it as a snapshot with `--target Lock`");
}
