using System.Globalization;
using Levain.Collection;
using Levain.Store;

namespace Levain.Soak;

/// <summary>Makes a store worth compacting: more loose objects and more small packs than it should have.</summary>
internal static class ManyFiles
{
    private const int FilesPerPack = 20;

    public static void AddTo(SoakWorkspace workspace)
    {
        var store = new FileContentStore(workspace.Open().Folder);
        // One at a time they stay files of their own.
        for (var i = 0; i <= Compaction.ManyLoose; i++) store.Put(System.Text.Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"loose {i}")));
        var source = $"{workspace.Root}-source";
        for (var pack = 0; pack < Compaction.ManyPacks; pack++)
        {
            Directory.CreateDirectory(source);
            for (var i = 0; i < FilesPerPack; i++) File.WriteAllText(Path.Combine(source, string.Create(CultureInfo.InvariantCulture, $"{i}.txt")), string.Create(CultureInfo.InvariantCulture, $"packed {pack} {i}"));
            store.AddPath(source, Adding.Copy);
            Directory.Delete(source, recursive: true);
        }
    }
}
