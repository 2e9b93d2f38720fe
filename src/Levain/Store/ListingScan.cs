using System.Text;

namespace Levain.Store;

/// <summary>Goes once through the bytes of a listing and refuses what <see cref="TreeListing.Parse"/> refuses, without an object for each entry.</summary>
/// <remarks>A folder of a million files has a listing of some 60 MB; as records and strings it would be three times that.</remarks>
internal sealed class ListingScan
{
    private readonly byte[] bytes;
    private char[] name = new char[TreeListing.LongestName], previous = new char[TreeListing.LongestName];
    private int previousLength;

    public ListingScan(byte[] bytes)
    {
        this.bytes = bytes;
        if (!bytes.AsSpan().StartsWith(TreeListing.Header)) throw new FormatException("not a tree listing of a known version");
        Offset = TreeListing.Header.Length;
    }

    /// <summary>Where the next entry begins.</summary>
    public int Offset { get; private set; }

    /// <summary>The entries that were passed.</summary>
    public int Count { get; private set; }

    /// <summary>Moves past one entry; its kind, or null at the end.</summary>
    public EntryKind? Next()
    {
        ReadOnlySpan<byte> rest = bytes.AsSpan(Offset);
        if (rest.IsEmpty) return null;
        if (Count == TreeListing.MostEntries) throw new FormatException($"more than {TreeListing.MostEntries} entries");

        var entry = TreeEntryBytes.Take(ref rest);
        Check(entry.Name);
        Offset = bytes.Length - rest.Length;
        Count++;
        return entry.Kind;
    }

    private void Check(ReadOnlySpan<byte> utf8)
    {
        if (utf8.Length > TreeListing.LongestName) throw new FormatException($"a name cannot be used: it is longer than {TreeListing.LongestName} bytes");
        var length = Decode(utf8);
        var current = name.AsSpan(0, length);
        if (TreeListing.Fault(current) is { } fault) throw new FormatException($"a name cannot be used: {fault}");
        if (Count > 0 && previous.AsSpan(0, previousLength).SequenceCompareTo(current) >= 0) throw new FormatException($"`{current}` is out of order or stands twice");
        (name, previous, previousLength) = (previous, name, length);
    }

    private int Decode(ReadOnlySpan<byte> utf8)
    {
        try
        {
            return TreeListing.Utf8.GetChars(utf8, name);
        }
        catch (DecoderFallbackException)
        {
            throw new FormatException("a name is not valid UTF-8");
        }
    }
}
