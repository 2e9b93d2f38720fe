namespace Levain.Store.Scanning;

/// <summary>An open folder: its names, and what each of them is.</summary>
internal abstract class FolderHandle : IDisposable
{
    public static FolderHandle Open(string path) => OperatingSystem.IsLinux() ? new LinuxFolder(path) : new PortableFolder(path);

    public abstract FileStatus Status { get; }

    /// <summary>Whether the stamp of the folder is sure to move when a name comes, goes or changes.</summary>
    public abstract bool StampTellsOfNames { get; }

    public abstract void ReadNames(NameList names);

    /// <param name="name">In UTF-8, with a zero byte behind its end.</param>
    /// <returns>Null when there is nothing.</returns>
    public abstract FileStatus? Look(ReadOnlySpan<byte> name, bool follow);

    public abstract void Dispose();
}
