using System.Globalization;
using Levain.Store;

namespace Levain.Registry.Tracking;

/// <summary>Where files are made before they get their names; in the same file system, so that a rename is enough.</summary>
internal sealed class Workspace
{
    private int count;

    public Workspace(string folder)
    {
        Folder = folder;
        Directory.CreateDirectory(folder);
    }

    public string Folder { get; }

    /// <summary>Removes what a process that was killed left here; the caller holds the lock.</summary>
    public void Clear()
    {
        foreach (var left in Directory.EnumerateDirectories(Folder)) Directory.Delete(left, recursive: true);
        foreach (var left in Directory.EnumerateFiles(Folder, "*.tmp")) AtomicFile.TryDelete(left);
    }

    /// <summary>A folder that nobody sees; its name is free.</summary>
    public string NewFolder() => Directory.CreateDirectory(NewName()).FullName;

    /// <summary>Writes a file unless it holds just that already.</summary>
    public void Write(string path, byte[] content)
    {
        if (Holds(path, content)) return;
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        // What is still hidden is seen by nobody, and its rename makes all of it visible at once.
        if (path.StartsWith(Folder, StringComparison.Ordinal)) File.WriteAllBytes(path, content);
        else AtomicFile.Write(path, content, NewName() + ".tmp");
    }

    /// <summary>Copies a file unless the other has its bytes already.</summary>
    public void Copy(string from, string to)
    {
        if (IsSame(from, to)) return;
        Directory.CreateDirectory(Path.GetDirectoryName(to)!);
        var copy = NewName() + ".tmp";
        // Never a link: what people change here must not change the store.
        File.Copy(from, copy, overwrite: true);
        AtomicFile.Rename(copy, to);
    }

    private string NewName() => Path.Combine(Folder, (++count).ToString(CultureInfo.InvariantCulture));

    private static bool Holds(string path, byte[] content)
    {
        var file = new FileInfo(path);
        return file.Exists && file.Length == content.Length && File.ReadAllBytes(path).AsSpan().SequenceEqual(content);
    }

    private static bool IsSame(string left, string right)
    {
        if (!File.Exists(right) || new FileInfo(left).Length != new FileInfo(right).Length) return false;
        using Stream one = File.OpenRead(left), other = File.OpenRead(right);
        return Digest.Of(one) == Digest.Of(other);
    }
}
