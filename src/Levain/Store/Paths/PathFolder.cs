using System.Text;

namespace Levain.Store;

/// <summary>Makes and keeps the read-only paths under <c>.levain/paths</c>.</summary>
/// <remarks>
/// No path shares a file with an object: a stage that writes to its input (root is not stopped by mode bits) spoils a path, which can be made again.
/// Files up to <see cref="CopyUpTo"/> belong to one tree alone, but for check-outs that link to it. A larger one is made once, as
/// <c>paths/&lt;digest&gt;</c>, and every tree that holds it links to that: ten trees with the same 5 GB keep them once. A write through any of its
/// names spoils it for all of them. The check after the run of whoever wrote finds it, and discards its own tree and <c>paths/&lt;digest&gt;</c>, so that
/// nobody links to it any more. The other trees still hold the spoilt file, under a stamp that nobody believes: whoever holds one of them is told by
/// their own check after their run, and whoever asks for one gets it made again. Executables are never shared, since a mode belongs to a file.
/// What was written here came checked out of the store and is not read again, as long as its stamps are those that it was left with.
/// </remarks>
internal sealed class PathFolder(StoreFolder store, IContentStore content, int threads)
{
    internal const long CopyUpTo = 16 << 20;

    private const int Attempts = 3;

    private readonly FileMaking making = new(content);

    // One thread makes a path while others wait for it. Trees and files apart: a thread that makes a tree waits for files, never the reverse.
    private readonly Lock[] trees = Locks(), files = Locks();

    /// <summary>Whether nothing but names was given to a file between two looks at it.</summary>
    public static bool IsUnwritten(FileStamp before, FileStamp now) => (now with { Changed = before.Changed }) == before;

    public static BuildException Changes(string path) => new($"`{path}` changes while it is made", "look for a process that writes there");

    public StorePath Materialize(Content wanted)
    {
        var path = PathOf(wanted);
        lock (LockOf(wanted))
        {
            try
            {
                for (var attempt = 0; attempt < Attempts; attempt++)
                {
                    if (FileStatus.OfLink(path) is null && Make(wanted, path) is { } made) return made;
                    if (Inspect(wanted, path) is { } good) return good;

                    // Somebody wrote to it, or made it in part, before our time: nobody of us has read it.
                    Discard(path);
                }

                throw Changes(path);
            }
            catch (Exception error) when (DiskError.Is(error))
            {
                throw DiskError.Writing(path, error);
            }
        }
    }

    /// <summary>Gives the one file of a large object a name in a folder; null where that cannot be.</summary>
    public FileStatus? TryLink(Digest digest, PathDirectory folder, ReadOnlySpan<byte> name)
    {
        var wanted = Content.File(digest);
        lock (LockOf(wanted))
        {
            var file = Materialize(wanted);
            using var paths = PathDirectory.Open(store.Paths);
            if (!folder.TryLink(paths, Encoding.UTF8.GetBytes(digest.Hex), name)) return null;

            var status = folder.Status(name) ?? throw Changes(folder.PathOf(name));
            if (!IsUnwritten(file.Stamps[0], status.Stamp)) throw Changes(file.Path);
            Record(file.Path, PathStamps.Of(status.Stamp));
            return status;
        }
    }

    /// <summary>Somebody gave the file of a large object a name, and saw nothing else change.</summary>
    public void Relink(Digest digest, FileStamp before, FileStamp now)
    {
        var wanted = Content.File(digest);
        lock (LockOf(wanted))
            if (ReadManifest(PathOf(wanted))?[0] == before) Record(PathOf(wanted), PathStamps.Of(now));
    }

    /// <summary>Keeps the stamps of a path in its manifest.</summary>
    public void Record(string path, PathStamps stamps) => PathManifest.Write(ManifestOf(path), store.Boot, stamps, store.NewTemporary());

    /// <summary>Removes a path that is no longer what it should be, and the shared file that was spoilt with it.</summary>
    public void Discard(string path, PathFault? fault = null)
    {
        if (fault?.Expected is { } digest && PathOf(Content.File(digest)) is var shared && IsSame(Path.Join(path, fault.Path), shared)) Discard(shared);
        AtomicFile.TryDelete(ManifestOf(path));
        ReadOnlyTree.TryDelete(path);
    }

    /// <summary>Compares a path with its content; the stamps are those of a path without fault.</summary>
    public (PathFault? Fault, PathStamps Stamps, bool Moved) Check(Content wanted, string path, PathStamps known, bool sameFiles)
    {
        // Others may have given files more names since, and written that down.
        var current = new Lazy<PathStamps?>(() => ReadManifest(path));
        var check = new PathCheck(content, threads, known, (number, digest, stamp) => current.Value?[number] == stamp || IsShared(digest, stamp)) { SameFiles = sameFiles };
        return (check.Find(path, wanted), check.Stamps, check.Moved);
    }

    private static Lock[] Locks() => [.. Enumerable.Range(0, 64).Select(_ => new Lock())];

    private static bool IsSame(string path, string other) =>
        path != other && FileStatus.OfLink(path)?.Stamp is { Inode: not 0 } stamp && FileStatus.OfLink(other)?.Stamp is { } another && (stamp.Device, stamp.Inode) == (another.Device, another.Inode);

    private static string ManifestOf(string path) => path + ".manifest";

    private Lock LockOf(Content wanted) => (wanted.IsTree ? trees : files)[wanted.Digest.GetHashCode() & 63];

    private string PathOf(Content wanted) => Path.Combine(store.Paths, wanted.IsTree ? $"{wanted.Digest.Hex}.tree" : wanted.Digest.Hex);

    private PathStamps? ReadManifest(string path) => PathManifest.Read(ManifestOf(path), store.Boot);

    private bool IsShared(Digest digest, FileStamp stamp) => stamp.Size > CopyUpTo && ReadManifest(PathOf(Content.File(digest)))?[0] == stamp;

    private StorePath? Inspect(Content wanted, string path)
    {
        var (fault, stamps, moved) = Check(wanted, path, ReadManifest(path) ?? new(), sameFiles: false);
        if (fault is not null)
        {
            Discard(path, fault);
            return null;
        }

        if (moved) Record(path, stamps);
        return new StorePath(this, wanted, path, stamps);
    }

    // Null when another process was faster: its path stays, since somebody may be reading it.
    private StorePath? Make(Content wanted, string path)
    {
        var temporary = store.NewTemporary();
        try
        {
            if ((wanted.IsTree ? MakeTree(wanted.Digest, temporary, path) : MakeFile(wanted.Digest, temporary, path)) is not { } stamps) return null;
            Record(path, stamps);
            return new StorePath(this, wanted, path, stamps);
        }
        finally
        {
            ReadOnlyTree.TryDelete(temporary);
        }
    }

    private PathStamps? MakeTree(Digest tree, string temporary, string path)
    {
        Directory.CreateDirectory(temporary);
        var work = new TreeMaking(content, threads, FileStyle.Shared, new LinkedFiles(this), CancellationToken.None);
        work.Make(tree, temporary);
        if (!TryMove(() => Directory.Move(temporary, path), path)) return null;

        // Only now: a folder that cannot be written to cannot be moved either.
        ReadOnlyTree.Seal(path);
        return work.Stamps;
    }

    private PathStamps? MakeFile(Digest digest, string temporary, string path)
    {
        using var folder = PathDirectory.Open(Path.GetDirectoryName(temporary)!);
        var name = Encoding.UTF8.GetBytes(Path.GetFileName(temporary));
        using var file = making.Create(folder, name, digest, content.SizeOf(digest) ?? 0, FileStyle.Shared.File);
        var before = folder.Finish(file, name, FileStyle.Shared.Time).Stamp;
        if (!TryMove(() => File.Move(temporary, path, overwrite: false), path)) return null;

        // The new name has moved the ctime.
        var now = FileStatus.Of(file, path).Stamp;
        return IsUnwritten(before, now) ? PathStamps.Of(now) : throw Changes(path);
    }

    private static bool TryMove(Action move, string path)
    {
        try
        {
            move();
            return true;
        }
        catch (IOException) when (FileStatus.OfLink(path) is not null)
        {
            return false;
        }
    }
}
