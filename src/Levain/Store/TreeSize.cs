namespace Levain.Store;

/// <summary>How many files a content has, and how many bytes they hold.</summary>
/// <remarks>From the bytes of the listings: a million files should not become a million objects only to be counted.</remarks>
internal static class TreeSize
{
    public static (long Files, long Bytes) Of(IContentStore store, Content content)
    {
        if (!content.IsTree) return (1, store.SizeOf(content.Digest) ?? 0);
        ReadOnlySpan<byte> rest = store.Read(content.Digest);
        if (!rest.StartsWith(TreeListing.Header)) throw new BuildException($"object `{content.Digest}` is not a tree of files");
        rest = rest[TreeListing.Header.Length..];
        var (files, bytes) = (0L, 0L);
        while (!rest.IsEmpty)
        {
            var entry = TreeEntryBytes.Take(ref rest);
            bytes += entry.Size;
            files += entry.IsFolder ? Of(store, Content.Tree(entry.Digest)).Files : 1;
        }

        return (files, bytes);
    }
}
