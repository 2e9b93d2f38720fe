namespace Levain.Store.Scanning;

/// <summary>Names the first path that differs between two scans of a folder.</summary>
internal static class FolderDifference
{
    /// <summary>Something new or changed comes before something gone: after a rename, the new name says more.</summary>
    public static string Find(string path, ScannedFolder before, ScannedFolder after)
    {
        string? gone = null;
        using var old = before.Entries().GetEnumerator();
        var more = old.MoveNext();
        foreach (var entry in after.Entries())
        {
            for (; more && string.CompareOrdinal(old.Current.Name, entry.Name) < 0; more = old.MoveNext()) gone ??= old.Current.Name;
            var child = Path.Join(path, entry.Name);
            if (!more || old.Current.Name != entry.Name) return child;
            if (old.Current.Digest != entry.Digest) return old.Current.Folder is { } was && entry.Folder is { } now ? Find(child, was, now) : child;
            if (old.Current.Kind != entry.Kind) return child;
            more = old.MoveNext();
        }

        return gone is not null || more ? Path.Join(path, gone ?? old.Current.Name) : path;
    }
}
