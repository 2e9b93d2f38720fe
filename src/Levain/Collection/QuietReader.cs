using Levain.Actions;
using Levain.Store;
using Levain.Store.Chunks;
using Levain.Store.Packs;

namespace Levain.Collection;

/// <summary>Reads a store without a lease and without setting anything aside: a collection must not keep alive, or move, what it only looks at.</summary>
/// <remarks>Packs stay open after they were made invisible: what must come back is found by reading them.</remarks>
internal sealed class QuietReader
{
    private readonly StoreFolder store;
    private readonly Dictionary<string, PackFile> known = new(StringComparer.Ordinal);

    public QuietReader(StoreFolder store)
    {
        this.store = store;
        Refresh();
    }

    /// <summary>Every pack that was seen since the beginning.</summary>
    public IReadOnlyCollection<PackFile> Packs => known.Values;

    /// <summary>Packs that are no packs: nothing can be read from them.</summary>
    public Dictionary<string, string> Unreadable { get; } = new(StringComparer.Ordinal);

    public static string Relative(Digest digest) => Path.Combine(digest.Hex[..2], digest.Hex[2..]);

    public string LoosePath(Digest digest) => Path.Combine(store.Objects, Relative(digest));

    public string ActionPath(Digest key) => Path.Combine(store.Actions, Relative(key));

    /// <summary>Looks for packs that came meanwhile.</summary>
    public void Refresh()
    {
        foreach (var path in StoreWalk.Packs(store).Where(path => !known.ContainsKey(path)))
        {
            try
            {
                known.Add(path, PackFile.Open(path));
            }
            catch (FormatException error)
            {
                Unreadable[path] = error.Message;
            }
            catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
            {
            }
            catch (Exception error) when (DiskError.Is(error))
            {
                throw DiskError.Reading(path, error);
            }
        }
    }

    public bool Has(Digest digest) => Find(digest) is not null || File.Exists(LoosePath(digest));

    public (PackFile Pack, PackEntry Entry)? Find(Digest digest)
    {
        foreach (var pack in known.Values)
            if (!pack.Lost.Contains(digest) && pack.Find(digest) is { } entry) return (pack, entry);
        return null;
    }

    /// <summary>The chunks of a large object; none when it is not cut, or not here.</summary>
    public IReadOnlyList<Chunk> ChunksOf(Digest digest) => Find(digest) is { Entry.Kind: PackedKind.Recipe } found ? RecipeOf(digest, found.Pack, found.Entry).Chunks : [];

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

        throw Damaged("folder", digest);
    }

    /// <summary>Whether a packed object begins as a folder does.</summary>
    public static bool MayBeListing(PackFile pack, PackEntry entry)
    {
        Span<byte> head = stackalloc byte[TreeListing.HeaderLength];
        return entry.Kind == PackedKind.Blob && entry.Length >= head.Length && pack.TryRead(entry with { Length = head.Length }, head) && TreeListing.MayBegin(head);
    }

    public ActionRecord? TryReadAction(Digest key)
    {
        try
        {
            return File.Exists(ActionPath(key)) && ActionFormat.Read(File.ReadAllBytes(ActionPath(key))) is { } record && record.Digest == key ? record : null;
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

    /// <summary>The bytes of a chunk or another object that is not cut, unchecked; null when it is not here.</summary>
    public byte[]? TryReadBlob(Digest digest) => Find(digest) is { Entry.Kind: PackedKind.Blob } found ? Payload(found.Pack, found.Entry) : File.Exists(LoosePath(digest)) ? File.ReadAllBytes(LoosePath(digest)) : null;

    private byte[]? TryReadTree(Digest digest)
    {
        if (Find(digest) is not { } found) return TryReadLooseTree(digest);
        if (found.Entry.Kind == PackedKind.Blob) return MayBeListing(found.Pack, found.Entry) ? Payload(found.Pack, found.Entry) : null;

        var recipe = RecipeOf(digest, found.Pack, found.Entry);
        if (recipe.Chunks.Count == 0 || Find(recipe.Chunks[0].Digest) is not { } first || !MayBeListing(first.Pack, first.Entry)) return null;
        using var whole = new MemoryStream();
        foreach (var chunk in recipe.Chunks)
            whole.Write(Find(chunk.Digest) is { } part ? Payload(part.Pack, part.Entry) : File.Exists(LoosePath(chunk.Digest)) ? File.ReadAllBytes(LoosePath(chunk.Digest)) : throw Damaged("folder", digest));
        return whole.ToArray();
    }

    private byte[]? TryReadLooseTree(Digest digest)
    {
        try
        {
            if (!File.Exists(LoosePath(digest))) return null;
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

    private static Recipe RecipeOf(Digest digest, PackFile pack, PackEntry entry) => Recipe.TryParse(Payload(pack, entry)) ?? throw Damaged("the list of chunks of", digest);

    private static byte[] Payload(PackFile pack, PackEntry entry)
    {
        if (entry.Length is < 0 or > PackFormat.LongestPayload) return [];
        var payload = new byte[entry.Length];
        return pack.TryRead(entry, payload) ? payload : [];
    }

    private static BuildException Damaged(string what, Digest digest) =>
        new($"{what} `{digest}` is damaged, so nobody can tell what it needs: nothing was removed", "mend the store with `--target Fsck --repair`, then collect again");
}
