using System.Text;

namespace Levain.Store.Scanning;

/// <summary>One name in a scanned folder.</summary>
internal readonly record struct ScannedEntry(string Name, EntryKind Kind, bool IsLink, Digest Digest, ScannedFolder? Folder)
{
    public static ScannedEntry Of(BlockEntry entry, ScannedFolder? folder) =>
        new(Encoding.UTF8.GetString(entry.Name), entry.Kind, (entry.Flags & EntryFlags.Link) != 0, entry.Digest, folder);
}
