using Microsoft.Win32.SafeHandles;

namespace Levain.Store;

/// <summary>What this process has looked up or put: while it lives, no collection removes that.</summary>
/// <remarks>
/// <para>One file in <c>.levain/leases</c>, made at the first digest, 32 bytes for each; the digest of an action key counts as one of an object.
/// A lease on a tree covers all that is below it. The file is not brought to the disk: a lease dies with its process.</para>
/// <para>The protocol. A writer covers a digest, and looks whether it is there only after that. A collector makes what it takes for dead invisible
/// (<see cref="Trash"/>), and reads the leases only after that; what is leased it gives back before it deletes the rest. Whichever comes first,
/// one of the two sees the other. A writer that looks in between finds nothing where something is given back a moment later: so a miss counts
/// only when it is still one after <see cref="Trash.Settle"/>. Whoever adds in bulk, or hands out paths, holds the <see cref="SweepLock"/> shared instead,
/// and covers the root of what it added before it lets go.</para>
/// </remarks>
internal sealed class Leases(string path)
{
    private readonly Lock gate = new();
    private readonly HashSet<Digest> covered = [];
    private SafeFileHandle? file;
    private long end;

    /// <summary>Covers a digest that the caller is about to look for.</summary>
    /// <returns>False when it was covered before.</returns>
    public bool Cover(Digest digest)
    {
        lock (gate)
        {
            if (!covered.Add(digest)) return false;
            Span<byte> bytes = stackalloc byte[Digest.ByteCount];
            digest.CopyTo(bytes);
            if (!Append(bytes)) covered.Remove(digest);
            return true;
        }
    }

    public void Cover(ReadOnlySpan<Digest> digests)
    {
        lock (gate)
        {
            var bytes = new byte[digests.Length * Digest.ByteCount];
            var added = new List<Digest>();
            foreach (var digest in digests)
            {
                if (!covered.Add(digest)) continue;
                digest.CopyTo(bytes.AsSpan(added.Count * Digest.ByteCount));
                added.Add(digest);
            }

            if (added.Count == 0 || Append(bytes.AsSpan(0, added.Count * Digest.ByteCount))) return;
            foreach (var digest in added) covered.Remove(digest);
        }
    }

    // At a known offset and not at the end: a write that failed half way is written over, and records stay in step.
    private bool Append(ReadOnlySpan<byte> records)
    {
        try
        {
            file ??= Create();
            RandomAccess.Write(file, records, end);
            end += records.Length;
            return true;
        }
        catch (Exception error) when (DiskError.Is(error))
        {
            // A store that cannot be written to is not collected either; on a full disk the worst is a miss.
            return false;
        }
    }

    // Under a name of its own: a process may open a store more than once.
    private SafeFileHandle Create() => File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
}
