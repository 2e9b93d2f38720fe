using Microsoft.Win32.SafeHandles;

namespace Levain.Store.Packs;

/// <summary>Saves what a damaged pack still holds: every record whose bytes are good goes into a new pack, and the damaged one is set aside.</summary>
internal static class PackSalvage
{
    /// <returns>The new pack; null when nothing was saved, or the store cannot be written to.</returns>
    public static PackFile? Run(StoreFolder store, string path)
    {
        try
        {
            using var writer = new PackWriter(store);
            using (var file = FileBytes.Open(path))
            {
                // Not ours to judge: it stays where it is.
                if (PackFile.IsNewer(file)) return null;
                foreach (var entry in ByIndex(path) ?? PackFile.Scan(file)) Save(file, entry, writer);
            }

            var saved = writer.Finish();

            // The same bytes give the same name when only the end was damaged: then the good pack is in its place already.
            if (saved != path) AtomicFile.Rename(path, Path.Combine(store.Damaged, $"{Path.GetFileName(path)}.{Path.GetFileName(store.NewTemporary())}"));
            return saved is null ? null : PackFile.Open(saved);
        }
        catch (Exception error) when (DiskError.Is(error) || error is FormatException)
        {
            return null;
        }
    }

    // The index finds what lies behind a damaged record, which a walk from record to record does not.
    private static IEnumerable<PackEntry>? ByIndex(string path)
    {
        try
        {
            return PackFile.Open(path) is var pack && pack.IndexIsGood() ? pack.Entries().OrderBy(entry => entry.Offset) : null;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    private static void Save(SafeFileHandle file, PackEntry entry, PackWriter to)
    {
        if (entry.Length is < 0 or > PackFormat.LongestPayload) return;
        var payload = GC.AllocateUninitializedArray<byte>(entry.Length);
        if (FileBytes.Fill(file, payload, entry.Offset) != payload.Length) return;
        if (entry.Kind == PackedKind.Blob && Digest.Of(payload) == entry.Digest) to.Add(entry.Kind, entry.Digest, payload, entry.Length);
        else if (entry.Kind == PackedKind.Recipe && Chunks.Recipe.TryParse(payload) is { } recipe) to.Add(entry.Kind, entry.Digest, payload, recipe.Size);
    }
}
