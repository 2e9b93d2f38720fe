using System.Buffers.Binary;
using System.Text;

namespace Levain.Store;

/// <summary>One directory of a tree: its entries in ordinal order. Its canonical bytes are an object, whose digest names the tree.</summary>
/// <remarks>
/// The bytes: <c>levain.tree/1</c> and a line feed, then for each entry one byte <c>f</c>, <c>x</c> or <c>d</c>, the 32 bytes of the digest,
/// the size in 8 bytes big-endian, the length of the name in 2 bytes big-endian, and the name in UTF-8. There is one way to write a directory,
/// and only that way is read. Order is that of UTF-16 code units, which is what <see cref="StringComparer.Ordinal"/> means.
/// </remarks>
public sealed record TreeListing
{
    public const int MostEntries = 4_000_000, DeepestFolder = 128, LongestName = 1024;

    internal const int FixedBytes = 1 + Digest.ByteCount + sizeof(long) + sizeof(ushort);

    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private TreeListing(IReadOnlyList<TreeEntry> entries) => Entries = entries;

    public static TreeListing Empty { get; } = new([]);

    public IReadOnlyList<TreeEntry> Entries { get; }

    /// <summary>The bytes of all files below.</summary>
    public long TotalSize => Entries.Sum(entry => entry.Size);

    internal static ReadOnlySpan<byte> Header => "levain.tree/1\n"u8;

    /// <summary>Sorts and checks the entries.</summary>
    public static TreeListing Of(IEnumerable<TreeEntry> entries)
    {
        TreeEntry[] sorted = [.. entries.OrderBy(entry => entry.Name, StringComparer.Ordinal)];
        if (sorted.Length > MostEntries) throw new BuildException($"a folder may hold at most {MostEntries} entries, not {sorted.Length}");
        for (var i = 0; i < sorted.Length; i++)
        {
            if (Fault(sorted[i].Name) is { } fault) throw new BuildException($"the name `{sorted[i].Name}` cannot be kept: {fault}", "rename it");
            if (i > 0 && sorted[i].Name == sorted[i - 1].Name) throw new BuildException($"the name `{sorted[i].Name}` stands twice in one folder");
        }

        return new(sorted);
    }

    /// <summary>Reads canonical bytes; anything else is a <see cref="FormatException"/>.</summary>
    public static TreeListing Parse(ReadOnlySpan<byte> bytes)
    {
        if (!bytes.StartsWith(Header)) throw new FormatException("not a tree listing of a known version");
        var rest = bytes[Header.Length..];
        var entries = new List<TreeEntry>();
        while (!rest.IsEmpty)
        {
            if (entries.Count == MostEntries) throw new FormatException($"more than {MostEntries} entries");
            var entry = ParseEntry(ref rest);
            if (entries.Count > 0 && string.CompareOrdinal(entries[^1].Name, entry.Name) >= 0) throw new FormatException($"`{entry.Name}` is out of order or stands twice");
            entries.Add(entry);
        }

        return new(entries);
    }

    public byte[] ToBytes()
    {
        var names = Entries.Select(entry => Utf8.GetBytes(entry.Name)).ToArray();
        var bytes = new byte[Header.Length + names.Sum(name => FixedBytes + name.Length)];
        Header.CopyTo(bytes);
        var rest = bytes.AsSpan(Header.Length);
        for (var i = 0; i < names.Length; i++) Write(Entries[i].Kind, Entries[i].Digest, Entries[i].Size, names[i], ref rest);
        return bytes;
    }

    /// <summary>The tree that this is the root of.</summary>
    public Content ToContent() => Content.Tree(Digest.Of(ToBytes()));

    public bool Equals(TreeListing? other) => other is not null && Entries.SequenceEqual(other.Entries);

    public override int GetHashCode() => Entries.Count;

    /// <summary>Why a name cannot stand in a tree, or null when it can.</summary>
    internal static string? Fault(string name)
    {
        if (name.Length == 0) return "it is empty";
        if (name is "." or "..") return "it would lead out of the folder";
        if (name.Contains('/', StringComparison.Ordinal)) return "a `/` would lead to another folder";
        if (name.Contains('\0', StringComparison.Ordinal)) return "it holds a zero byte";
        try
        {
            return Utf8.GetByteCount(name) > LongestName ? $"it is longer than {LongestName} bytes" : null;
        }
        catch (EncoderFallbackException)
        {
            return "it is not valid Unicode";
        }
    }

    private static TreeEntry ParseEntry(ref ReadOnlySpan<byte> rest)
    {
        if (rest.Length < FixedBytes) throw new FormatException("the last entry is cut off");
        var kind = rest[0] switch
        {
            (byte)'f' => EntryKind.File,
            (byte)'x' => EntryKind.Executable,
            (byte)'d' => EntryKind.Directory,
            var other => throw new FormatException($"an entry cannot be of kind {other}"),
        };
        var digest = Digest.FromHash(rest.Slice(1, Digest.ByteCount));
        var size = BinaryPrimitives.ReadInt64BigEndian(rest[(1 + Digest.ByteCount)..]);
        if (size < 0) throw new FormatException("a size is negative");
        var length = BinaryPrimitives.ReadUInt16BigEndian(rest[(FixedBytes - sizeof(ushort))..]);
        rest = rest[FixedBytes..];
        if (rest.Length < length) throw new FormatException("the last name is cut off");

        var name = Name(rest[..length]);
        rest = rest[length..];
        return new(kind, digest, size, name);
    }

    private static string Name(ReadOnlySpan<byte> bytes)
    {
        try
        {
            var name = Utf8.GetString(bytes);
            return Fault(name) is { } fault ? throw new FormatException($"a name cannot be used: {fault}") : name;
        }
        catch (DecoderFallbackException)
        {
            throw new FormatException("a name is not valid UTF-8");
        }
    }

    internal static void Write(EntryKind kind, Digest digest, long size, ReadOnlySpan<byte> name, ref Span<byte> rest)
    {
        rest[0] = kind switch { EntryKind.File => (byte)'f', EntryKind.Executable => (byte)'x', _ => (byte)'d' };
        digest.CopyTo(rest[1..]);
        BinaryPrimitives.WriteInt64BigEndian(rest[(1 + Digest.ByteCount)..], size);
        BinaryPrimitives.WriteUInt16BigEndian(rest[(FixedBytes - sizeof(ushort))..], (ushort)name.Length);
        name.CopyTo(rest[FixedBytes..]);
        rest = rest[(FixedBytes + name.Length)..];
    }
}
