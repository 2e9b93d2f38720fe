using System.Buffers;
using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;

namespace Levain.Store.Packs;

/// <summary>Writes one pack. Records may come from several threads; nothing is visible before <see cref="Finish"/>.</summary>
internal sealed class PackWriter(StoreFolder store) : IDisposable
{
    private const int Buffered = 1 << 20, StartWritingAfter = 8 << 20;

    private readonly Lock gate = new();
    private readonly Dictionary<Digest, PackEntry> entries = [];
    private readonly byte[] buffer = ArrayPool<byte>.Shared.Rent(Buffered);
    private SafeFileHandle? file;
    private string? path;
    private long written, started;
    private int pending;
    private bool done;

    /// <summary>The bytes so far.</summary>
    public long Length => Interlocked.Read(ref written) + pending;

    public int Count => entries.Count;

    public bool Has(Digest digest)
    {
        lock (gate) return entries.ContainsKey(digest);
    }

    /// <summary>Adds a record unless the pack has one of that digest.</summary>
    /// <returns>False when the pack has been finished meanwhile.</returns>
    public bool Add(PackedKind kind, Digest digest, ReadOnlySpan<byte> payload, long size)
    {
        lock (gate)
        {
            if (done) return false;
            if (entries.ContainsKey(digest)) return true;
            if (file is null) Begin();
            Span<byte> header = stackalloc byte[PackFormat.RecordHeader];
            PackFormat.WriteRecordHeader(header, kind, digest, payload.Length);
            Write(header);
            entries.Add(digest, new PackEntry(digest, kind, Length, payload.Length, size));
            Write(payload);
            return true;
        }
    }

    /// <summary>Ends the pack, brings it to the disk and into its place. Null when there is nothing in it.</summary>
    /// <remarks>Its name is on the disk too when this returns.</remarks>
    public string? Finish()
    {
        lock (gate)
        {
            done = true;
            if (file is null) return null;
            var name = WriteIndex();
            RandomAccess.FlushToDisk(file);
            file.Dispose();
            var final = PackFolder.Place(store, path!, name);
            path = null;
            return final;
        }
    }

    public void Dispose()
    {
        ArrayPool<byte>.Shared.Return(buffer);
        file?.Dispose();
        if (path is not null) AtomicFile.TryDelete(path);
    }

    private void Begin()
    {
        path = store.NewTemporary();
        file = OperatingSystem.IsLinux()
            ? Posix.Create(path, ReadOnlyTree.File)
            : File.OpenHandle(path, FileMode.CreateNew, FileAccess.Write, FileShare.ReadWrite | FileShare.Delete);
        Write(PackFormat.Header);
    }

    private Digest WriteIndex()
    {
        var start = Length;
        var sorted = entries.Values.ToArray();
        Array.Sort(sorted, static (left, right) => left.Digest.CompareTo(right.Digest));
        var length = (sorted.Length * PackFormat.EntryBytes) + (PackFormat.Samples(sorted.Length) * sizeof(ulong)) + PackFormat.FooterBytes;
        var rented = ArrayPool<byte>.Shared.Rent(length);
        var index = rented.AsSpan(0, length);
        for (var i = 0; i < sorted.Length; i++) PackFormat.WriteEntry(index[(i * PackFormat.EntryBytes)..], sorted[i]);

        var rest = index[(sorted.Length * PackFormat.EntryBytes)..];
        var digest = Digest.Of(index[..^rest.Length]);
        for (var i = 0; i < sorted.Length; i += PackFormat.EntriesPerSample, rest = rest[sizeof(ulong)..])
            BinaryPrimitives.WriteUInt64BigEndian(rest, sorted[i].Digest.Leading);
        PackFormat.WriteFooter(rest, start, sorted.Length, digest);
        Write(index);
        Flush();
        ArrayPool<byte>.Shared.Return(rented);
        return digest;
    }

    private void Write(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length > buffer.Length - pending) Flush();
        if (bytes.Length >= buffer.Length)
        {
            RandomAccess.Write(file!, bytes, written);
            Interlocked.Add(ref written, bytes.Length);
            return;
        }

        bytes.CopyTo(buffer.AsSpan(pending));
        pending += bytes.Length;
    }

    private void Flush()
    {
        RandomAccess.Write(file!, buffer.AsSpan(0, pending), written);
        Interlocked.Add(ref written, pending);
        pending = 0;

        // Otherwise the disk would idle until the end, and then everybody would wait for it.
        if (OperatingSystem.IsLinux() && written - started >= StartWritingAfter)
        {
            Posix.StartWriting(file!, started, written - started);
            started = written;
        }
    }
}
