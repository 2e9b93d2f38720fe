namespace Levain.Store.Scanning;

/// <summary>Some entries of a folder in the order of their names, as bytes: no object for each file. Never changed once it stands in a <see cref="ScannedFolder"/>.</summary>
internal sealed class EntryBlock
{
    /// <summary>A block is closed when it reaches this. Below what the runtime counts as a large object, so that memory is given back soon.</summary>
    public const int FullBytes = 64 << 10;

    private readonly byte[] bytes;

    public EntryBlock(byte[] bytes)
    {
        this.bytes = bytes;
        for (var at = 0; at < bytes.Length; at += this[at].Length)
        {
            Count++;
            if (this[at].IsFolder) Folders++;
            HoldsLinks |= (this[at].Flags & EntryFlags.Link) != 0;
        }
    }

    public int Count { get; }

    /// <summary>How many of the entries are folders.</summary>
    public int Folders { get; }

    public bool HoldsLinks { get; }

    public int Length => bytes.Length;

    public ReadOnlySpan<byte> Bytes => bytes;

    public ReadOnlySpan<byte> FirstName => this[0].Name;

    /// <summary>The entry that begins at an offset. Only to be read.</summary>
    public BlockEntry this[int at] => new(bytes.AsSpan(at));

    public byte[] Copy() => (byte[])bytes.Clone();
}
