using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Levain.Store.Packs;

/// <summary>A pack that is open to be read. What it hands out is not checked: that is for who knows what the bytes should be.</summary>
internal sealed class PackFile
{
    private const int EntriesAtOnce = 1024;

    private readonly SafeFileHandle file;
    private readonly long indexOffset;
    private readonly ulong[] samples;
    private byte[]? index;

    private PackFile(string path, SafeFileHandle file, long length, (long IndexOffset, int Count, Digest Index) footer, ulong[] samples)
    {
        Path = path;
        Length = length;
        this.file = file;
        this.samples = samples;
        (indexOffset, Count, Name) = footer;
    }

    public string Path { get; }

    /// <summary>The digest of its index, which is its file name too.</summary>
    public Digest Name { get; }

    public int Count { get; }

    public long Length { get; }

    /// <summary>Records that turned out to be damaged and no longer count.</summary>
    public required LostRecords Lost { get; init; }

    /// <exception cref="FormatException">The file is no whole pack, or one of a later version.</exception>
    /// <exception cref="IOException">It is not there, or cannot be read.</exception>
    public static PackFile Open(string path)
    {
        var file = FileBytes.Open(path);
        try
        {
            var length = RandomAccess.GetLength(file);
            var footer = ReadFooter(file, length);
            var name = System.IO.Path.GetFileNameWithoutExtension(path);
            if (footer.Index.Hex != name) throw new FormatException($"its index has the digest {footer.Index.Brief}, which is not its name");
            return new PackFile(path, file, length, footer, ReadSamples(file, footer.IndexOffset, footer.Count)) { Lost = LostRecords.Of(path) };
        }
        catch
        {
            file.Dispose();
            throw;
        }
    }

    /// <summary>Reads one block of the index. For many look-ups there is <see cref="PackTable"/>.</summary>
    public PackEntry? Find(Digest digest)
    {
        // The last sample that is not above the digest begins the only block that can hold it.
        var block = Array.BinarySearch(samples, digest.Leading);
        if (block < 0) block = ~block - 1;
        if (block < 0) return null;

        // Digests that agree in their first 8 bytes could begin in the block before: none are known, and one unfound is a miss, not an error.
        Span<byte> bytes = stackalloc byte[PackFormat.EntriesPerSample * PackFormat.EntryBytes];
        var first = block * PackFormat.EntriesPerSample;
        bytes = bytes[..(Math.Min(PackFormat.EntriesPerSample, Count - first) * PackFormat.EntryBytes)];
        var read = FileBytes.Fill(file, bytes, indexOffset + ((long)first * PackFormat.EntryBytes));
        return Search(bytes[..(read / PackFormat.EntryBytes * PackFormat.EntryBytes)], digest);
    }

    /// <summary>All entries in the order of their digests, those of lost records too.</summary>
    public IEnumerable<PackEntry> Entries()
    {
        var all = index ?? ReadIndex();
        for (var i = 0; i < all.Length; i += PackFormat.EntryBytes) yield return PackFormat.ReadEntry(all.AsSpan(i));
    }

    /// <summary>Keeps the index in memory from now on.</summary>
    public void Load() => index ??= ReadIndex();

    /// <summary>The entry at a place of the index; null when it cannot be read.</summary>
    public PackEntry? EntryAt(int place)
    {
        if (index is { } all) return (place + 1) * PackFormat.EntryBytes <= all.Length ? PackFormat.ReadEntry(all.AsSpan(place * PackFormat.EntryBytes)) : null;
        Span<byte> bytes = stackalloc byte[PackFormat.EntryBytes];
        return FileBytes.Fill(file, bytes, indexOffset + ((long)place * PackFormat.EntryBytes)) == bytes.Length ? PackFormat.ReadEntry(bytes) : null;
    }

    /// <summary>The first eight bytes of every digest, in the order of the index.</summary>
    public IEnumerable<ulong> Leadings()
    {
        var bytes = new byte[EntriesAtOnce * PackFormat.EntryBytes];
        for (var first = 0; first < Count; first += EntriesAtOnce)
        {
            var count = Math.Min(EntriesAtOnce, Count - first);
            var read = FileBytes.Fill(file, bytes.AsSpan(0, count * PackFormat.EntryBytes), indexOffset + ((long)first * PackFormat.EntryBytes));
            for (var i = 0; i < read / PackFormat.EntryBytes; i++) yield return BinaryPrimitives.ReadUInt64BigEndian(bytes.AsSpan(i * PackFormat.EntryBytes));
        }
    }

    /// <summary>Whether the index is the one that the pack is named after.</summary>
    public bool IndexIsGood() => Digest.Of(ReadIndex()) == Name;

    /// <summary>Reads a payload into the span, which is as long as the entry says. False when the record at that place is another one, or cut off.</summary>
    public bool TryRead(in PackEntry entry, Span<byte> payload)
    {
        if (entry.Offset < PackFormat.Header.Length + PackFormat.RecordHeader || entry.Offset + entry.Length > indexOffset) return false;

        // The sum of a recipe does not say which object it is for: that stands before it. A blob says it by its own digest.
        return (entry.Kind == PackedKind.Blob || IsAt(entry)) && FileBytes.Fill(file, payload[..entry.Length], entry.Offset) == entry.Length;
    }

    private bool IsAt(in PackEntry entry)
    {
        Span<byte> header = stackalloc byte[PackFormat.RecordHeader];
        return FileBytes.Fill(file, header, entry.Offset - header.Length) == header.Length
            && PackFormat.ReadRecordHeader(header) is { } record
            && (record.Kind, record.Digest, record.Length) == (entry.Kind, entry.Digest, entry.Length);
    }

    /// <summary>Whether a record says what its digest means, as far as one record can tell; null when it cannot be read.</summary>
    public bool? Reads(in PackEntry entry)
    {
        if (entry.Length is < 0 or > PackFormat.LongestPayload) return false;
        try
        {
            var payload = GC.AllocateUninitializedArray<byte>(entry.Length);
            if (!TryRead(entry, payload)) return false;
            return entry.Kind == PackedKind.Recipe ? Chunks.Recipe.TryParse(payload)?.Size == entry.Size : Digest.Of(payload) == entry.Digest;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>The records one after another as far as they can be told, without the index: what a pack without its end still holds.</summary>
    public static IEnumerable<PackEntry> Scan(SafeFileHandle file)
    {
        var header = new byte[PackFormat.RecordHeader];
        var length = RandomAccess.GetLength(file);
        for (long at = PackFormat.Header.Length; ;)
        {
            if (FileBytes.Fill(file, header.AsSpan(0, PackFormat.RecordHeader), at) < PackFormat.RecordHeader) yield break;
            if (PackFormat.ReadRecordHeader(header) is not { } record || at + PackFormat.RecordHeader + record.Length > length) yield break;
            yield return new PackEntry(record.Digest, record.Kind, at + PackFormat.RecordHeader, record.Length, record.Length);
            at += PackFormat.RecordHeader + record.Length;
        }
    }

    private static bool Begins(SafeFileHandle file)
    {
        Span<byte> start = stackalloc byte[PackFormat.Header.Length];
        return FileBytes.Fill(file, start, 0) == start.Length && start.SequenceEqual(PackFormat.Header);
    }

    /// <summary>Whether the file begins like a pack of a later version.</summary>
    public static bool IsNewer(SafeFileHandle file)
    {
        Span<byte> start = stackalloc byte[PackFormat.Header.Length];
        return FileBytes.Fill(file, start, 0) == start.Length && start[^1] == '\n' && start[^2] is > (byte)'1' and <= (byte)'9' && start[..^2].SequenceEqual(PackFormat.Header[..^2]);
    }

    private static (long IndexOffset, int Count, Digest Index) ReadFooter(SafeFileHandle file, long length)
    {
        if (!Begins(file)) throw new FormatException("it does not begin like a pack of a known version");
        Span<byte> bytes = stackalloc byte[PackFormat.FooterBytes];
        if (length < PackFormat.Header.Length + PackFormat.FooterBytes || FileBytes.Fill(file, bytes, length - bytes.Length) < bytes.Length) throw new FormatException("it is cut off");
        return PackFormat.ReadFooter(bytes, length) ?? throw new FormatException("it is cut off, or its end is damaged");
    }

    private static ulong[] ReadSamples(SafeFileHandle file, long indexOffset, int count)
    {
        var bytes = new byte[PackFormat.Samples(count) * sizeof(ulong)];
        if (FileBytes.Fill(file, bytes, indexOffset + ((long)count * PackFormat.EntryBytes)) < bytes.Length) throw new FormatException("it is cut off");
        var samples = new ulong[PackFormat.Samples(count)];
        for (var i = 0; i < samples.Length; i++) samples[i] = BinaryPrimitives.ReadUInt64BigEndian(bytes.AsSpan(i * sizeof(ulong)));
        return samples;
    }

    private byte[] ReadIndex()
    {
        var bytes = GC.AllocateUninitializedArray<byte>(Count * PackFormat.EntryBytes);
        var read = FileBytes.Fill(file, bytes, indexOffset);
        return read == bytes.Length ? bytes : bytes[..(read / PackFormat.EntryBytes * PackFormat.EntryBytes)];
    }

    private static PackEntry? Search(ReadOnlySpan<byte> entries, in Digest digest)
    {
        Span<byte> wanted = stackalloc byte[Digest.ByteCount];
        digest.CopyTo(wanted);
        var (low, high) = (0, (entries.Length / PackFormat.EntryBytes) - 1);
        while (low <= high)
        {
            var middle = (low + high) >>> 1;
            var order = entries.Slice(middle * PackFormat.EntryBytes, Digest.ByteCount).SequenceCompareTo(wanted);
            if (order == 0) return PackFormat.ReadEntry(entries[(middle * PackFormat.EntryBytes)..]);
            if (order < 0) low = middle + 1;
            else high = middle - 1;
        }

        return null;
    }
}
