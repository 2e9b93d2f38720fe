namespace Levain.Scheduling;

/// <summary>Takes an artifact down into a scratch folder, as one file or as a tree.</summary>
internal sealed class ScratchWriter(string target) : ArtifactWriter
{
    public override string Path => target;

    public override Stream Create() => Open(target, "its output");

    public override Stream Create(string path)
    {
        var parts = path.Split('/');
        if (System.IO.Path.IsPathRooted(path) || path.Contains('\\', StringComparison.Ordinal) || parts.Any(part => part is "" or "." or ".."))
            throw new BuildException($"it writes to `{path}`, which is no path inside its output", "use a relative path with `/` between its parts");

        var full = System.IO.Path.Combine(target, System.IO.Path.Combine(parts));
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(full)!);
        return Open(full, $"`{path}`");
    }

    private static FileStream Open(string file, string what) => System.IO.Path.Exists(file)
        ? throw new BuildException($"it writes {what} twice", "open each file once")
        : new FileStream(file, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 1 << 16);
}
