namespace Levain.Store.Scanning;

/// <summary>The names that will be one block, and the block of the scan before that has most of them.</summary>
/// <param name="Basis">Null when nothing is known of these names.</param>
/// <param name="KnownFolders">The folders of the basis, in the order of its entries.</param>
internal readonly record struct NameRange(NameList Names, int From, int To, EntryBlock? Basis, ReadOnlyMemory<ScannedFolder> KnownFolders)
{
    /// <summary>Cuts where blocks are full, and where the blocks of the scan before were cut: a name more moves no other border, and all other blocks stay what they are.</summary>
    public static List<NameRange> Cut(NameList names, ScannedFolder? known)
    {
        var ranges = new List<NameRange>();
        EntryBlock[] old = known?.Blocks ?? [];
        int from = 0, bytes = 0, at = 0, folders = 0;
        for (var i = 0; i < names.Count; i++)
        {
            var crosses = at + 1 < old.Length && NameOrder.Compare(old[at + 1].FirstName, names[i]) <= 0;
            if (i > from && (crosses || bytes >= EntryBlock.FullBytes))
            {
                ranges.Add(Range(i));
                (from, bytes) = (i, 0);
            }

            for (; at + 1 < old.Length && NameOrder.Compare(old[at + 1].FirstName, names[i]) <= 0; at++) folders += old[at].Folders;
            bytes += BlockEntry.FixedBytes + names[i].Length;
        }

        if (names.Count > 0) ranges.Add(Range(names.Count));
        return ranges;

        NameRange Range(int to) => old.Length == 0 ? new(names, from, to, null, default) : new(names, from, to, old[at], known!.Folders.AsMemory(folders, old[at].Folders));
    }

    /// <summary>Writes the block with all that is known of its names.</summary>
    /// <param name="known">Gets the folder that is known for each entry that was one.</param>
    public byte[] Fill(List<ScannedFolder> known)
    {
        var bytes = new byte[Size()];
        int to = 0, from = 0, folders = 0;
        for (var i = From; i < To; i++)
        {
            var entry = bytes.AsSpan(to);
            BlockEntry.WriteName(entry, Names[i]);
            to += BlockEntry.FixedBytes + Names[i].Length;
            if (Basis is null) continue;

            for (; from < Basis.Length && NameOrder.Compare(Basis[from].Name, Names[i]) < 0; from += Basis[from].Length)
                if (Basis[from].IsFolder) folders++;
            if (from == Basis.Length || !Basis[from].Name.SequenceEqual(Names[i])) continue;
            new BlockEntry(entry).TakeOver(Basis[from]);
            if (Basis[from].IsFolder) known.Add(KnownFolders.Span[folders]);
        }

        return bytes;
    }

    private int Size()
    {
        var size = 0;
        for (var i = From; i < To; i++) size += BlockEntry.FixedBytes + Names[i].Length;
        return size;
    }
}
