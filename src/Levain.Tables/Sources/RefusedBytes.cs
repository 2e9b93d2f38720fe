using Levain.Store;

namespace Levain.Tables.Sources;

/// <summary>Keeps bytes that a source gave and that were not those of the pin, under <c>.levain/refused</c>, for people to look at. Nothing reads them.</summary>
internal sealed class RefusedBytes(StoreFolder store)
{
    /// <returns>Where they lie now, as people are told.</returns>
    public string Keep(string path, Digest digest)
    {
        var folder = Path.Combine(store.Root, "refused");
        DiskError.Guard(folder, () =>
        {
            Directory.CreateDirectory(folder);
            AtomicFile.Rename(path, Path.Combine(folder, digest.Hex));
        });
        return $"{Path.GetFileName(store.Root)}/refused/{digest.Hex}";
    }
}
