namespace Levain.Store.Scanning;

/// <summary>One folder as a scan found it, with all that is below.</summary>
internal sealed record ScannedFolder
{
    public required StampMark Mark { get; init; }

    /// <summary>The stamp was past when the names were read: as long as it does not move, the folder has these names and no others.</summary>
    public required bool NamesBelieved { get; init; }

    /// <summary>A symbolic link stands in the folder, or in one below.</summary>
    public required bool LinksBelow { get; init; }

    public required Digest Digest { get; init; }

    /// <summary>The bytes of all files below.</summary>
    public required long Size { get; init; }

    /// <summary>The number of files below.</summary>
    public required long Files { get; init; }

    public required EntryBlock[] Blocks { get; init; }

    /// <summary>The folders in it, in the order of their entries.</summary>
    public required ScannedFolder[] Folders { get; init; }

    /// <summary>The symbolic links below, links behind links left out.</summary>
    public IEnumerable<string> Links(string path)
    {
        if (!LinksBelow) yield break;
        foreach (var child in Entries())
        {
            var below = Path.Join(path, child.Name);
            if (child.IsLink) yield return below;
            else if (child.Folder is not null)
                foreach (var link in child.Folder.Links(below)) yield return link;
        }
    }

    /// <summary>The entries as objects: for the few times when a person wants a name.</summary>
    public IEnumerable<ScannedEntry> Entries()
    {
        var folders = 0;
        foreach (var block in Blocks)
            for (var at = 0; at < block.Length; at += block[at].Length)
                yield return ScannedEntry.Of(block[at], block[at].IsFolder ? Folders[folders++] : null);
    }
}
