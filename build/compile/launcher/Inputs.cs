using System.Globalization;
using System.IO.Enumeration;
using System.Security.Cryptography;
using System.Text;

namespace Levain.Launching;

/// <summary>What the compiler may read: the same files as `inputs` of build.sh.</summary>
internal sealed class Inputs(string root)
{
    private static readonly string[] Roots = ["*.props", "*.targets", "global.json", "nuget.config", ".editorconfig", ".globalconfig"];

    /// <summary>Size and times of each: comparing this text with the recorded one is all that an unchanged build costs.</summary>
    public string States()
    {
        var text = new StringBuilder();
        foreach (var (path, file) in Files())
            text.Append(CultureInfo.InvariantCulture, $"{path} {file.Length} {file.LastWriteTimeUtc.Ticks} {file.CreationTimeUtc.Ticks}\n");
        return text.ToString();
    }

    public Contents Read() => new([.. Files().Select(input => (Convert.ToHexStringLower(Hash(input.File)), input.Path))]);

    private static byte[] Hash(FileInfo file)
    {
        using var stream = new FileStream(file.FullName, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete, bufferSize: 1);
        return SHA256.HashData(stream);
    }

    private List<(string Path, FileInfo File)> Files()
    {
        var files = new DirectoryInfo(root).EnumerateFiles().Where(file => Roots.Any(pattern => IsRoot(pattern, file.Name)))
            .Select(file => (Path: file.Name, File: Followed(file)))
            .Concat(((string[])["build", "src", "models"]).SelectMany(name => Below(new DirectoryInfo(Path.Combine(root, name)), name)))
            .Where(input => input.File.Exists).ToList();
        // As `LC_ALL=C sort` has them.
        files.Sort((one, other) => Encoding.UTF8.GetBytes(one.Path).AsSpan().SequenceCompareTo(Encoding.UTF8.GetBytes(other.Path)));
        return files;
    }

    private static bool IsRoot(string pattern, string name) =>
        name.StartsWith('.') == pattern.StartsWith('.') && FileSystemName.MatchesSimpleExpression(pattern, name, ignoreCase: pattern == "nuget.config");

    private static IEnumerable<(string Path, FileInfo File)> Below(DirectoryInfo folder, string path)
    {
        if (!folder.Exists) yield break;
        foreach (var entry in folder.EnumerateFileSystemInfos())
        {
            var below = $"{path}/{entry.Name}";
            if (entry is FileInfo file && IsInput(file.Name))
                yield return (below, Followed(file));
            else if (entry is DirectoryInfo inner && !IsOutput(inner.Name) && !IsLoop(inner))
                foreach (var input in Below(inner, below))
                    yield return input;
        }
    }

    private static FileInfo Followed(FileInfo file) => file.LinkTarget is null ? file : file.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? file;

    private static bool IsOutput(string name) => name is "bin" or "obj" or "node_modules" || (name.StartsWith('.') && name.Length > 1);

    // A project may embed anything. A model's lock is written by the host itself.
    private static bool IsInput(string name) =>
        (!name.StartsWith('.') || name.EndsWith("config", StringComparison.Ordinal) || name.EndsWith(".cs", StringComparison.Ordinal))
        && name != "model.lock.json" && !name.Contains(".received.", StringComparison.Ordinal) && !name.EndsWith('~');

    private static bool IsLoop(DirectoryInfo folder) =>
        folder.LinkTarget is not null && folder.ResolveLinkTarget(returnFinalTarget: true) is { } target
        && (folder.FullName + Path.DirectorySeparatorChar).StartsWith(target.FullName + Path.DirectorySeparatorChar, StringComparison.Ordinal);
}
