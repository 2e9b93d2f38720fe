using Levain.Store;
using Levain.Store.Chunks;
using Levain.Store.Packs;

namespace Levain.Remotes;

/// <summary>Something that must travel: a record as it stands in a pack, or a loose object.</summary>
/// <param name="Length">What travels: of a recipe the list, not the file.</param>
/// <param name="Size">Of the object.</param>
/// <param name="Pack">The pack that holds it here; null for a loose object.</param>
internal sealed record Wanted(Digest Digest, PackedKind Kind, long Length, long Size, PackFile? Pack)
{
    /// <summary>Too large for a record: it travels alone.</summary>
    public bool IsLargeLoose => Pack is null && Length > ChunkCutter.Longest;
}

/// <summary>Everything that a content consists of: files, the listings that name them, and the chunks of large ones.</summary>
internal sealed class Closure(FileContentStore store)
{
    /// <summary>In the order in which somebody would read it, each once; null when something is not here.</summary>
    public IReadOnlyList<Wanted>? Of(Content root, CancellationToken cancellation)
    {
        var all = new List<Wanted>();
        var seen = new HashSet<Digest>();
        var folders = new Stack<Digest>();
        if (!Add(root.Digest, all, seen)) return null;
        if (root.IsTree) folders.Push(root.Digest);
        while (folders.TryPop(out var folder))
        {
            cancellation.ThrowIfCancellationRequested();
            foreach (var entry in store.ReadTree(folder).Entries)
            {
                if (seen.Contains(entry.Digest)) continue;
                if (!Add(entry.Digest, all, seen)) return null;
                if (entry.Kind == EntryKind.Directory) folders.Push(entry.Digest);
            }
        }

        return all;
    }

    private bool Add(Digest digest, List<Wanted> all, HashSet<Digest> seen)
    {
        if (!seen.Add(digest)) return true;
        if (store.Packs.Find(digest) is not { } found)
        {
            if (store.SizeOf(digest) is not { } size) return false;
            all.Add(new(digest, PackedKind.Blob, size, size, null));
            return true;
        }

        all.Add(new(digest, found.Entry.Kind, found.Entry.Length, found.Entry.Size, found.Pack));
        if (found.Entry.Kind == PackedKind.Blob) return true;
        if (store.Objects.FindRecipe(digest) is not { } recipe) return false;
        foreach (var chunk in recipe.Chunks)
        {
            if (!seen.Add(chunk.Digest)) continue;
            if (store.Packs.Find(chunk.Digest) is { } at) all.Add(new(chunk.Digest, PackedKind.Blob, at.Entry.Length, at.Entry.Length, at.Pack));
            else if (store.SizeOf(chunk.Digest) is { } size) all.Add(new(chunk.Digest, PackedKind.Blob, size, size, null));
            else return false;
        }

        return true;
    }
}
