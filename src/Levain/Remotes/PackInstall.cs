using Levain.Store;
using Levain.Store.Chunks;
using Levain.Store.Packs;

namespace Levain.Remotes;

/// <summary>Brings checked packs from outside into the store.</summary>
internal sealed class PackInstall(FileContentStore store, StoreFolder folder)
{
    /// <param name="root">What the packs belong to: covered by a lease before a collection may look at what has come.</param>
    public void Install(Content root, IReadOnlyList<CheckedPack> packs, CancellationToken cancellation)
    {
        // Nothing is removed meanwhile, and what was removed before is not taken for being here.
        using var adding = folder.Sweeps.Share();
        store.Packs.Refresh();
        Install(packs, cancellation);
        folder.Leases.Cover(root.Digest);
    }

    private void Install(IReadOnlyList<CheckedPack> packs, CancellationToken cancellation)
    {
        // All recipes before any pack: a recipe that does not hold together must not be seen for a moment.
        var wrong = new HashSet<Digest>();
        foreach (var entry in packs.SelectMany(pack => pack.Entries.Where(entry => entry.Kind == PackedKind.Recipe).Select(entry => (Pack: pack, Entry: entry))))
            if (entry.Pack.RecipeOf(entry.Entry) is not { } recipe || !RecipeCheck.IsGood(entry.Entry, recipe, packs, store, cancellation)) wrong.Add(entry.Entry.Digest);

        foreach (var pack in packs)
        {
            try
            {
                if (pack.Entries.Any(entry => entry.Kind == PackedKind.Recipe && wrong.Contains(entry.Digest)) || store.Packs.Packs.Any(here => here.Name == pack.Name)) Rewrite(pack, wrong);
                else Move(pack);
            }
            catch (Exception error) when (DiskError.Is(error))
            {
                throw DiskError.Writing(folder.Packs, error);
            }
        }
    }

    private void Move(CheckedPack pack)
    {
        if (!OperatingSystem.IsWindows()) File.SetUnixFileMode(pack.Path, ReadOnlyTree.File);
        using (var file = FileBytes.Open(pack.Path)) RandomAccess.FlushToDisk(file);
        var final = Path.Combine(folder.Packs, pack.Name.Hex + PackFolder.Extension);
        AtomicFile.Replace(pack.Path, final);
        store.Packs.Add(final);
    }

    // A pack of our own with what is good and not here: beside one of the same name that has lost records, or without recipes whose chunks are elsewhere.
    private void Rewrite(CheckedPack pack, HashSet<Digest> wrong)
    {
        using var writer = store.Packs.NewWriter();
        foreach (var entry in pack.Entries)
        {
            if (wrong.Contains(entry.Digest) || store.Has(entry.Digest)) continue;
            var payload = new byte[entry.Length];
            if (pack.TryRead(entry, payload) && (entry.Kind == PackedKind.Recipe || Digest.Of(payload) == entry.Digest)) writer.Add(entry.Kind, entry.Digest, payload, entry.Size);
        }

        if (writer.Finish() is { } path) store.Packs.Add(path);
    }
}
