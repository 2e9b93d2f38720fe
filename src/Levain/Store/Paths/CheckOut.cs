using System.Text;

namespace Levain.Store;

/// <summary>Puts files and trees at paths outside the store.</summary>
/// <remarks>
/// All is made beside the path, under a name that tells whose it is, and renamed; what a process that was killed left there is removed by the next
/// check-out into the same folder. Whether the file system links or clones is found by trying, once for each check-out.
/// A read-only check-out shares its files with the store's own path of the content: who writes to them all the same spoils that path, which its next
/// user finds, and no object.
/// </remarks>
internal sealed class CheckOut(StoreFolder store, IContentStore content, PathFolder paths, int threads)
{
    private const string Prefix = ".levain-";

    private readonly FileMaking making = new(content);
    private readonly ProcessIdentity self = ProcessIdentity.Current();

    public void To(string path, Content wanted, CheckOutMode mode, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(path);
        path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(path));
        var folder = Path.GetDirectoryName(path) ?? path;
        if (FileStatus.OfLink(path) is not null) throw Occupied(path);
        if (!Directory.Exists(folder)) throw new BuildException($"cannot put anything at `{path}`: there is no folder `{folder}`", "make the folder, or name another path");

        try
        {
            RemoveLeftovers(folder);
            var temporary = Beside(path);
            try
            {
                Make(wanted, mode, temporary, path, cancellation);
            }
            finally
            {
                ReadOnlyTree.TryDelete(temporary);
            }
        }
        catch (Exception error) when (DiskError.Is(error))
        {
            throw FileStatus.OfLink(path) is null ? DiskError.Writing(path, error) : Occupied(path);
        }
    }

    private static BuildException Occupied(string path) => new($"there is already something at `{path}`", "remove it, or name another path");

    private void Make(Content wanted, CheckOutMode mode, string temporary, string path, CancellationToken cancellation)
    {
        var sharing = Probe(temporary, mode == CheckOutMode.ReadOnly);
        var style = mode == CheckOutMode.ReadOnly ? FileStyle.ReadOnly : FileStyle.Writable;
        if (!wanted.IsTree)
        {
            MakeFile(wanted, sharing, style, temporary, path);
            return;
        }

        Directory.CreateDirectory(temporary);
        if (sharing == Sharing.Link) LinkTree(wanted, temporary, cancellation);
        else new TreeMaking(content, threads, style, sharing == Sharing.Clone ? new ClonedFiles(paths, making) : null, cancellation).Make(wanted.Digest, temporary);
        Directory.Move(temporary, path);

        // Only now: a folder that cannot be written to cannot be moved either.
        if (style.Sealed) ReadOnlyTree.Seal(path);
    }

    private void LinkTree(Content wanted, string temporary, CancellationToken cancellation)
    {
        var from = paths.Materialize(wanted);
        new TreeLinking(content, paths, threads, from, cancellation).Make(wanted.Digest, temporary);
        paths.Record(from.Path, from.Stamps);
    }

    private void MakeFile(Content wanted, Sharing sharing, FileStyle style, string temporary, string path)
    {
        using (var folder = PathDirectory.Open(Path.GetDirectoryName(path)!))
        {
            // A link is made whole: it needs no other name first.
            if (sharing == Sharing.Link && paths.TryLink(wanted.Digest, folder, Encoding.UTF8.GetBytes(Path.GetFileName(path))) is not null) return;

            var name = Encoding.UTF8.GetBytes(Path.GetFileName(temporary));
            var size = content.SizeOf(wanted.Digest) ?? 0;
            var shared = sharing == Sharing.Clone && size >= ClonedFiles.CloneFrom;
            if (!shared || new ClonedFiles(paths, making).Share(folder, name, wanted.Digest, style.File, style.Time) is null)
                making.Make(folder, name, wanted.Digest, size, style.File, style.Time);
        }

        File.Move(temporary, path, overwrite: false);
    }

    private enum Sharing
    {
        None,
        Link,
        Clone,
    }

    // A little file of our own goes the way that the files are to go.
    private Sharing Probe(string target, bool mayLink)
    {
        if (OperatingSystem.IsWindows()) return Sharing.None;
        var probe = store.NewTemporary();
        try
        {
            File.WriteAllBytes(probe, new byte[4096]);
            if (mayLink && Posix.Link(probe, target) == 0) return Sharing.Link;
            if (!OperatingSystem.IsLinux()) return Sharing.None;

            using var from = FileBytes.Open(probe);
            using var to = File.OpenHandle(target, FileMode.CreateNew, FileAccess.Write);
            return PosixAt.Clone(from, to) == 0 ? Sharing.Clone : Sharing.None;
        }
        finally
        {
            AtomicFile.TryDelete(probe);
            AtomicFile.TryDelete(target);
        }
    }

    // Such as the name of a temporary file of the store, and what tells two stores apart that one process has open.
    private string Beside(string path) =>
        Path.Combine(Path.GetDirectoryName(path) ?? path, $"{Prefix}{Path.GetFileName(store.NewTemporary())}.{Digest.Of(path + '\n' + store.Root).Brief}");

    private void RemoveLeftovers(string folder)
    {
        foreach (var path in Directory.EnumerateFileSystemEntries(folder, Prefix + "*"))
            if (ProcessIdentity.Parse(Path.GetFileName(path)[Prefix.Length..].Split('.')[0]) is { } owner && owner != self && owner.Lives(self.Boot) == false)
                ReadOnlyTree.TryDelete(path);
    }
}
