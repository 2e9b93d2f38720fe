namespace Levain.Store;

/// <summary>Makes and keeps the read-only paths under <c>.levain/paths</c>.</summary>
/// <remarks>
/// Files up to <see cref="CopyUpTo"/> are copied: a stage that writes to its input (root is not stopped by mode bits) then spoils the copy, and
/// no object. Above, a copy would cost real time and space, so the object gets a second name; a write through it spoils the object itself,
/// which the check after the run finds and sets aside. Executables are copied too, since a mode belongs to the inode and objects have one mode.
/// </remarks>
internal sealed class PathFolder(StoreFolder store, IContentStore content, LooseObjects objects, ObjectReader reader)
{
    internal const long CopyUpTo = 16 << 20;

    // Long past, so that any write moves the mtime of a copy, even one within the clock tick in which it was made.
    private static readonly DateTime CopyTime = new(2000, 1, 1, 0, 0, 0, DateTimeKind.Utc);

    public MaterializedPath Materialize(Content wanted)
    {
        var path = Path.Combine(store.Paths, wanted.IsTree ? $"{wanted.Digest.Hex}.tree" : wanted.Digest.Hex);
        try
        {
            var present = FileStatus.OfLink(path) is not null;
            if (!present) Make(wanted, path);
            if (Inspect(wanted, path) is { } good) return good;

            // Somebody wrote to it, or made it in part, before our time: nobody of us has read it.
            Discard(path);
            Make(wanted, path);
            return Inspect(wanted, path) ?? throw new BuildException($"`{path}` changes while it is made", "look for a process that writes there");
        }
        catch (Exception error) when (DiskError.Is(error))
        {
            throw DiskError.Writing(path, error);
        }
    }

    /// <summary>Removes a path that is no longer what it should be, and its objects that shared the fate.</summary>
    public void Discard(string path, Digest? suspect = null)
    {
        AtomicFile.TryDelete(ManifestOf(path));
        ReadOnlyTree.TryDelete(path);
        if (suspect is { } digest) reader.Reads(digest);
    }

    private StorePath? Inspect(Content wanted, string path)
    {
        var check = new PathCheck(content, PathManifest.Read(ManifestOf(path), store.Boot));
        if (check.Find(path, wanted) is { } fault)
        {
            if (fault.Expected is { } digest) reader.Reads(digest);
            return null;
        }

        if (check.Moved) PathManifest.Write(ManifestOf(path), store.Boot, check.Stamps, store.NewTemporary());
        return new StorePath(this, content, wanted, path, check.Stamps);
    }

    private void Make(Content wanted, string path)
    {
        var temporary = store.NewTemporary();
        try
        {
            if (wanted.IsTree) MakeFolder(wanted.Digest, temporary);
            else MakeFile(wanted.Digest, executable: false, temporary);
            Publish(temporary, path, wanted.IsTree);
        }
        finally
        {
            ReadOnlyTree.TryDelete(temporary);
        }
    }

    // Where another process was faster, its path stays: somebody may be reading it.
    private static void Publish(string temporary, string path, bool folder)
    {
        try
        {
            if (folder) Directory.Move(temporary, path);
            else File.Move(temporary, path, overwrite: false);
        }
        catch (IOException) when (FileStatus.OfLink(path) is not null)
        {
        }

        // Only now: a folder that cannot be written to cannot be moved either.
        if (folder) ReadOnlyTree.Seal(path);
    }

    private void MakeFolder(Digest listing, string path)
    {
        Directory.CreateDirectory(path);
        foreach (var entry in content.ReadTree(listing).Entries)
        {
            if (OperatingSystem.IsWindows() && entry.Name.AsSpan().ContainsAny(Path.GetInvalidFileNameChars()))
                throw new BuildException($"`{entry.Name}` in tree `{listing.Brief}` is no file name on Windows", "build on Linux, or rename it at its source");
            var name = Path.Join(path, entry.Name);
            if (entry.Kind == EntryKind.Directory)
            {
                MakeFolder(entry.Digest, name);
                ReadOnlyTree.Seal(name);
            }
            else
            {
                MakeFile(entry.Digest, entry.Kind == EntryKind.Executable, name);
            }
        }
    }

    private void MakeFile(Digest digest, bool executable, string path)
    {
        if (!executable && content.SizeOf(digest) > CopyUpTo && !OperatingSystem.IsWindows() && Posix.Link(objects.PathOf(digest), path) == 0) return;

        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, BufferSize = 0 };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = executable ? ReadOnlyTree.Executable : ReadOnlyTree.File;
        using (var copy = new FileStream(path, options))
        using (var bytes = content.Open(digest))
            bytes.CopyTo(copy);
        if (OperatingSystem.IsLinux()) File.SetLastWriteTimeUtc(path, CopyTime);
    }

    private static string ManifestOf(string path) => path + ".manifest";
}
