using Levain.Collection;
using Levain.Store;

namespace Levain.Soak;

/// <summary>Turns a store into one of format 1, as an older Levain would have left it: every object a file of its own.</summary>
internal static class OldFormat
{
    public static void Write(SoakWorkspace workspace)
    {
        var folder = workspace.Open().Folder;
        var store = new FileContentStore(folder);
        foreach (var digest in new QuietReader(folder).Packs.SelectMany(pack => pack.Entries()).Select(entry => entry.Digest).ToHashSet())
        {
            var path = Path.Combine(folder.Objects, digest.Hex[..2], digest.Hex[2..]);
            if (File.Exists(path)) continue;
            using (var content = store.Open(digest))
            using (var file = new FileStream(path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = ReadOnlyTree.File }))
                content.CopyTo(file);
        }

        Directory.Delete(folder.Packs, recursive: true);
        File.WriteAllText(Path.Combine(folder.Root, "format"), "levain.store/1\n");
    }
}
