using System.Runtime.InteropServices;

namespace Levain.Store.Scanning;

/// <summary>The names of one folder, as they are read and then in order. A million of them are a few tens of megabytes.</summary>
internal sealed class NameList
{
    private const int FirstPiece = 512, LargestPiece = 64 << 10;

    private readonly List<byte[]> pieces = [];
    private readonly List<Name> names = [];
    private int used, common = int.MaxValue;

    public int Count => names.Count;

    public ReadOnlySpan<byte> this[int index] => BytesOf(names[index]);

    public void Add(ReadOnlySpan<byte> name)
    {
        if (names.Count == TreeListing.MostEntries) throw new BuildException($"a folder may hold at most {TreeListing.MostEntries} entries, and this one holds more");
        if (pieces.Count == 0 || used + name.Length > pieces[^1].Length)
        {
            pieces.Add(new byte[pieces.Count == 0 ? FirstPiece : Math.Min(LargestPiece, 2 * pieces[^1].Length)]);
            used = 0;
        }

        common = names.Count == 0 ? name.Length : Math.Min(common, name.CommonPrefixLength(this[0]));
        name.CopyTo(pieces[^1].AsSpan(used));
        names.Add(new(Key: 0, pieces.Count - 1, (ushort)used, (ushort)name.Length));
        used += name.Length;
    }

    /// <summary>Sorts, and forgets what stands twice: a file that was removed and made again while the folder was read.</summary>
    public void Sort()
    {
        var all = CollectionsMarshal.AsSpan(names);
        // What all names begin with tells none from another: in `image-000001.png` the key starts at the digits.
        foreach (ref var name in all) name = name with { Key = NameOrder.Key(BytesOf(name)[common..]) };
        all.Sort(new ByName(this));

        var kept = 0;
        for (var i = 0; i < all.Length; i++)
            if (i == 0 || !BytesOf(all[i]).SequenceEqual(BytesOf(all[kept - 1]))) all[kept++] = all[i];
        CollectionsMarshal.SetCount(names, kept);
    }

    private ReadOnlySpan<byte> BytesOf(Name name) => pieces[name.Piece].AsSpan(name.Offset, name.Length);

    private readonly record struct Name(ulong Key, int Piece, ushort Offset, ushort Length);

    private readonly struct ByName(NameList list) : IComparer<Name>
    {
        public int Compare(Name x, Name y) => x.Key != y.Key ? x.Key.CompareTo(y.Key) : NameOrder.Compare(list.BytesOf(x), list.BytesOf(y));
    }
}
