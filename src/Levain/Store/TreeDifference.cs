using System.Globalization;

namespace Levain.Store;

/// <summary>What became of the files of a tree, for people: <c>added 2024/02.csv</c>, <c>changed 2024/01.csv</c>.</summary>
internal static class TreeDifference
{
    /// <summary>In ordinal order of the names in each folder; null when one of the listings is not here. A whole folder that came or went is one line.</summary>
    public static IReadOnlyList<string>? Find(IContentStore store, Digest before, Digest now)
    {
        var lines = new List<string>();
        return Add(store, before, now, "", lines) ? lines : null;
    }

    private static bool Add(IContentStore store, Digest before, Digest now, string path, List<string> lines)
    {
        if (before == now) return true;
        if (!store.Has(before) || !store.Has(now)) return false;
        var old = store.ReadTree(before).Entries.ToDictionary(entry => entry.Name, StringComparer.Ordinal);
        var current = store.ReadTree(now).Entries.ToDictionary(entry => entry.Name, StringComparer.Ordinal);
        foreach (var name in old.Keys.Union(current.Keys).Order(StringComparer.Ordinal))
        {
            var (left, right) = (old.GetValueOrDefault(name), current.GetValueOrDefault(name));
            if (left?.Digest == right?.Digest && left?.Kind == right?.Kind) continue;
            if (left?.Kind == EntryKind.Directory && right?.Kind == EntryKind.Directory)
            {
                if (!Add(store, left.Digest, right.Digest, $"{path}{name}/", lines)) return false;
                continue;
            }

            lines.Add(left is null ? $"added {path}{name}" : right is null ? $"removed {path}{name}" : string.Create(CultureInfo.InvariantCulture, $"changed {path}{name}: {left.Size} to {right.Size} bytes"));
        }

        return true;
    }
}
