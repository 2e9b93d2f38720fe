using System.Buffers.Binary;
using System.Security.Cryptography;
using Levain.Store;
using Levain.Store.Packs;

namespace Levain.Remotes;

/// <summary>Writes a pack that goes to a remote and is not kept here.</summary>
internal sealed class TravelPack : IDisposable
{
    private readonly FileStream file;
    private readonly IncrementalHash hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
    private readonly List<PackEntry> entries = [];
    private readonly HashSet<Digest> seen = [];

    public TravelPack(StoreFolder store)
    {
        try
        {
            file = new FileStream(store.NewTemporary(), FileMode.CreateNew, FileAccess.ReadWrite, FileShare.Read, 1 << 18);
        }
        catch (Exception error) when (DiskError.Is(error))
        {
            throw DiskError.Writing(store.Temporary, error);
        }

        Write(PackFormat.Header);
    }

    public string Path => file.Name;

    public long Length => file.Position;

    public IReadOnlyList<PackEntry> Entries => entries;

    public void Add(PackedKind kind, Digest digest, ReadOnlySpan<byte> payload, long size)
    {
        if (!seen.Add(digest)) return;
        Span<byte> header = stackalloc byte[PackFormat.RecordHeader];
        PackFormat.WriteRecordHeader(header, kind, digest, payload.Length);
        Write(header);
        entries.Add(new PackEntry(digest, kind, Length, payload.Length, size));
        Write(payload);
    }

    public PushedPack Finish()
    {
        Write(Tail(entries, Length, out var name));
        Flush();
        return new PushedPack(Digest.FromHash(hash.GetHashAndReset()), file.Length, name);
    }

    /// <summary>All that follows the records: index, samples and footer.</summary>
    public static byte[] Tail(IReadOnlyCollection<PackEntry> entries, long offset, out Digest name)
    {
        var sorted = entries.OrderBy(entry => entry.Digest).ToArray();
        var tail = new byte[(sorted.Length * PackFormat.EntryBytes) + (PackFormat.Samples(sorted.Length) * sizeof(ulong)) + PackFormat.FooterBytes];
        for (var i = 0; i < sorted.Length; i++) PackFormat.WriteEntry(tail.AsSpan(i * PackFormat.EntryBytes), sorted[i]);
        var rest = tail.AsSpan(sorted.Length * PackFormat.EntryBytes);
        name = Digest.Of(tail.AsSpan(0, tail.Length - rest.Length));
        for (var i = 0; i < sorted.Length; i += PackFormat.EntriesPerSample, rest = rest[sizeof(ulong)..]) BinaryPrimitives.WriteUInt64BigEndian(rest, sorted[i].Digest.Leading);
        PackFormat.WriteFooter(rest, offset, sorted.Length, name);
        return tail;
    }

    public void Dispose()
    {
        hash.Dispose();
        file.Dispose();
        AtomicFile.TryDelete(file.Name);
    }

    private void Flush()
    {
        try
        {
            file.Flush();
        }
        catch (Exception error) when (DiskError.Is(error))
        {
            throw DiskError.Writing(file.Name, error);
        }
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        hash.AppendData(bytes);
        try
        {
            file.Write(bytes);
        }
        catch (Exception error) when (DiskError.Is(error))
        {
            throw DiskError.Writing(file.Name, error);
        }
    }
}
