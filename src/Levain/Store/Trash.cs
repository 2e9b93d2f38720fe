namespace Levain.Store;

/// <summary>Where a collection puts what it takes for dead, until it has looked at the leases once more: all of it comes back, or all of it goes.</summary>
/// <remarks>
/// One folder, <c>.levain/trash</c>, used under the exclusive <see cref="SweepLock"/> alone. Its files have their path in the store for a name.
/// The rename of the folder into <c>tmp/</c> is what deletes: before it whoever comes next gives everything back, after it the next start deletes the rest.
/// </remarks>
internal sealed class Trash(StoreFolder store)
{
    private const char Separator = '+';

    public string Folder => Path.Combine(store.Root, "trash");

    /// <summary>Makes a file or folder of the store invisible.</summary>
    /// <returns>False when it is not there.</returns>
    public bool Take(string path)
    {
        if (FileStatus.OfLink(path) is not { } status) return false;
        Directory.CreateDirectory(Folder);
        // A folder that cannot be written to cannot be moved.
        if (status.Kind == PathKind.Directory && !OperatingSystem.IsWindows()) File.SetUnixFileMode(path, ReadOnlyTree.Executable | UnixFileMode.UserWrite);
        AtomicFile.Rename(path, InTrash(path));
        return true;
    }

    /// <summary>Gives back what <see cref="Take"/> took.</summary>
    public void GiveBack(string path)
    {
        if (FileStatus.OfLink(InTrash(path)) is { } status) GiveBack(InTrash(path), path, status.Kind == PathKind.Directory);
    }

    /// <summary>What is in the trash goes for good.</summary>
    /// <returns>The folder that holds it now, for the caller to delete after it has let go of the lock; null when there is nothing.</returns>
    public string? Empty()
    {
        if (!Directory.Exists(Folder)) return null;
        var leftover = store.NewTemporary();
        AtomicFile.Rename(Folder, leftover);
        AtomicFile.SyncFolder(store.Root);
        return leftover;
    }

    /// <summary>Waits for a collection that is removing something right now, and gives back what one that was killed had taken.</summary>
    public void Settle()
    {
        if (!Directory.Exists(Folder)) return;
        using var look = store.Sweeps.Look();
        GiveAllBack();
    }

    /// <summary>The same at the start of a process, which does not wait.</summary>
    public void TrySettle()
    {
        if (!Directory.Exists(Folder)) return;
        using var look = store.Sweeps.TryLook();
        if (look is not null) GiveAllBack();
    }

    /// <summary>Gives back what a collection that was killed had taken. Under the <see cref="SweepLock"/>: nobody removes meanwhile, so whoever put it here is dead.</summary>
    public void GiveAllBack()
    {
        if (!Directory.Exists(Folder)) return;
        try
        {
            foreach (var path in Directory.EnumerateFileSystemEntries(Folder).ToList())
                GiveBack(path, Path.Combine(store.Root, Path.GetFileName(path).Replace(Separator, Path.DirectorySeparatorChar)), Directory.Exists(path));
            Directory.Delete(Folder);
        }
        catch (Exception error) when (DiskError.Is(error))
        {
            // There is none, another process was faster, or nothing can be written here.
        }
    }

    private static void GiveBack(string from, string to, bool folder)
    {
        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(to)!);
            if (folder && Directory.Exists(to)) ReadOnlyTree.TryDelete(from);
            else AtomicFile.Rename(from, to);
            if (folder && Directory.Exists(to)) ReadOnlyTree.Seal(to);
        }
        catch (IOException) when (FileStatus.OfLink(to) is not null)
        {
            // Made anew meanwhile: one of them is enough.
            ReadOnlyTree.TryDelete(from);
        }
        catch (IOException) when (FileStatus.OfLink(from) is null)
        {
        }
    }

    private string InTrash(string path) => Path.Combine(Folder, Path.GetRelativePath(store.Root, path).Replace(Path.DirectorySeparatorChar, Separator));
}
