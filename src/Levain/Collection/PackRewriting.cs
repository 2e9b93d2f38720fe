using Levain.Store;
using Levain.Store.Packs;

namespace Levain.Collection;

/// <summary>Writes records of packs, and loose objects, into a new pack. What they came from is removed by others, and only after this.</summary>
internal static class PackRewriting
{
    /// <summary>A new pack with the records, as old as the youngest of what they came from.</summary>
    /// <param name="loose">Loose objects; those that are damaged or gone are left out, and taken out of the list.</param>
    /// <returns>Its path, or null when a record is damaged or there is nothing to write: then all stays as it is, for Fsck to look at.</returns>
    public static string? Write(StoreFolder store, IEnumerable<(PackFile Pack, PackEntry Entry)> records, List<NamedFile> loose, DateTime youngest)
    {
        try
        {
            using var writer = new PackWriter(store);
            foreach (var (pack, entry) in records)
            {
                if (entry.Length is < 0 or > PackFormat.LongestPayload || pack.Reads(entry) != true) return null;
                var payload = GC.AllocateUninitializedArray<byte>(entry.Length);
                if (!pack.TryRead(entry, payload)) return null;
                writer.Add(entry.Kind, entry.Digest, payload, entry.Size);
            }

            loose.RemoveAll(file => !TryAdd(file, writer));
            var path = writer.Finish();
            if (path is not null) File.SetLastWriteTimeUtc(path, youngest);
            return path;
        }
        catch (Exception error) when (DiskError.Is(error))
        {
            throw DiskError.Writing(store.Packs, error);
        }
    }

    private static bool TryAdd(NamedFile file, PackWriter writer)
    {
        if (!File.Exists(file.Path)) return false;
        var bytes = File.ReadAllBytes(file.Path);
        return Digest.Of(bytes) == file.Digest && writer.Add(PackedKind.Blob, file.Digest, bytes, bytes.Length);
    }
}
