namespace Levain.Tables;

/// <summary>The files that make one table, in ordinal order of their names.</summary>
internal sealed record InputFiles(string Name, IReadOnlyList<InputFile> Files)
{
    /// <param name="path">A file, or a folder with files at any depth; names that begin with a point are left out.</param>
    /// <param name="name">What people know it by; null takes the last part of the path.</param>
    public static InputFiles At(string path, string? name = null)
    {
        name ??= Path.GetFileName(Path.TrimEndingDirectorySeparator(path));
        if (File.Exists(path)) return new(name, [new(path, name, name)]);
        if (!Directory.Exists(path)) throw new BuildException($"there is no file or folder `{name}`");
        var files = Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories)
            .Select(file => (Path: file, Relative: Path.GetRelativePath(path, file).Replace('\\', '/')))
            .Where(file => !file.Relative.Split('/').Any(part => part.StartsWith('.')))
            .OrderBy(file => file.Relative, StringComparer.Ordinal)
            .Select(file => new InputFile(file.Path, $"{name}/{file.Relative}", file.Relative))
            .ToList();
        return files.Count > 0 ? new(name, files) : throw new BuildException($"folder `{name}` holds no files to read");
    }
}
