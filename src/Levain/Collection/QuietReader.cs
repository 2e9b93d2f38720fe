using Levain.Actions;
using Levain.Store;

namespace Levain.Collection;

/// <summary>Reads a store without a lease and without setting anything aside: a collection must not keep alive, or move, what it only looks at.</summary>
internal sealed class QuietReader(StoreFolder store)
{
    public static string Relative(Digest digest) => Path.Combine(digest.Hex[..2], digest.Hex[2..]);

    public string LoosePath(Digest digest) => Path.Combine(store.Objects, Relative(digest));

    public string ActionPath(Digest key) => Path.Combine(store.Actions, Relative(key));

    public bool Has(Digest digest) => File.Exists(LoosePath(digest));

    /// <summary>A directory of a tree, or null when the object is none or is not there. One that is damaged throws: nobody can tell what it held.</summary>
    public TreeListing? TryReadListing(Digest digest)
    {
        if (TryReadTree(digest) is not { } bytes) return null;
        try
        {
            if (Digest.Of(bytes) == digest) return TreeListing.Parse(bytes);
        }
        catch (FormatException)
        {
            // A later version of trees, or bytes that only begin like one.
            throw new BuildException($"object `{digest}` looks like a folder that cannot be read, so nobody can tell what is still needed", "update Levain, or ask `--target Fsck`");
        }

        throw new BuildException($"folder `{digest}` is damaged, so nobody can tell what it needs: nothing was removed", "mend the store with `--target Fsck --repair`, then collect again");
    }

    public ActionRecord? TryReadAction(Digest key)
    {
        try
        {
            return ActionFormat.Read(File.ReadAllBytes(ActionPath(key))) is { } record && record.Digest == key ? record : null;
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception error) when (DiskError.Is(error))
        {
            throw DiskError.Reading(ActionPath(key), error);
        }
    }

    private byte[]? TryReadTree(Digest digest)
    {
        try
        {
            using var file = FileBytes.Open(LoosePath(digest));
            Span<byte> head = stackalloc byte[TreeListing.HeaderLength];
            if (FileBytes.Fill(file, head, 0) < head.Length || !TreeListing.MayBegin(head)) return null;
            var bytes = new byte[RandomAccess.GetLength(file)];
            return FileBytes.Fill(file, bytes, 0) == bytes.Length ? bytes : bytes[..0];
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
        catch (Exception error) when (DiskError.Is(error))
        {
            throw DiskError.Reading(LoosePath(digest), error);
        }
    }
}
