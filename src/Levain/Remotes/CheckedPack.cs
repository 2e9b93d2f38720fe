using System.Buffers;
using System.Security.Cryptography;
using Levain.Store;
using Levain.Store.Chunks;
using Levain.Store.Packs;
using Microsoft.Win32.SafeHandles;

namespace Levain.Remotes;

/// <summary>A pack file that was read through: every record has the bytes of its digest, and the index says just that. What its recipes make up is checked later, by <see cref="RecipeCheck"/>.</summary>
internal sealed class CheckedPack : IDisposable
{
    private readonly SafeFileHandle file;
    private readonly Dictionary<Digest, PackEntry> entries;

    private CheckedPack(string path, SafeFileHandle file, Digest name, PackEntry[] entries)
    {
        (Path, this.file, Name, Entries) = (path, file, name, entries);
        this.entries = entries.ToDictionary(entry => entry.Digest);
    }

    public string Path { get; }

    /// <summary>The digest of its index.</summary>
    public Digest Name { get; }

    /// <summary>In the order of the file.</summary>
    public IReadOnlyList<PackEntry> Entries { get; }

    /// <summary>Reads a pack through; null when anything in it is not as it should be.</summary>
    public static CheckedPack? Read(string path, CancellationToken cancellation)
    {
        var file = FileBytes.Open(path);
        try
        {
            if (Check(path, file, cancellation) is { } good) return good;
        }
        catch (IOException)
        {
            // A sector that cannot be read is as good as wrong.
        }
        catch
        {
            file.Dispose();
            throw;
        }

        file.Dispose();
        return null;
    }

    public PackEntry? Find(Digest digest) => entries.TryGetValue(digest, out var entry) ? entry : null;

    public bool TryRead(in PackEntry entry, Span<byte> payload) => FileBytes.Fill(file, payload[..entry.Length], entry.Offset) == entry.Length;

    public Recipe? RecipeOf(in PackEntry entry)
    {
        var payload = new byte[entry.Length];
        return TryRead(entry, payload) ? Recipe.TryParse(payload) : null;
    }

    public void Dispose() => file.Dispose();

    private static CheckedPack? Check(string path, SafeFileHandle file, CancellationToken cancellation)
    {
        var length = RandomAccess.GetLength(file);
        var bytes = new byte[PackFormat.FooterBytes];
        if (length < bytes.Length || FileBytes.Fill(file, bytes, length - bytes.Length) < bytes.Length || PackFormat.ReadFooter(bytes, length) is not { } footer) return null;

        var entries = new List<PackEntry>(footer.Count);
        long end = PackFormat.Header.Length;
        foreach (var entry in PackFile.Scan(file))
        {
            if (entry.Offset - PackFormat.RecordHeader >= footer.IndexOffset) break;
            entries.Add(entry);
            end = entry.Offset + entry.Length;
            if (entries.Count > footer.Count) return null;
        }

        if (entries.Count != footer.Count || end != footer.IndexOffset) return null;
        var checkedEntries = entries.ToArray();
        var wrong = 0;
        Parallel.ForEach(Ranges(checkedEntries), new ParallelOptions { CancellationToken = cancellation, MaxDegreeOfParallelism = Environment.ProcessorCount }, range =>
        {
            if (Volatile.Read(ref wrong) == 0 && !CheckRecords(file, checkedEntries, range.From, range.To)) Volatile.Write(ref wrong, 1);
        });
        return wrong == 0 && IndexMatches(file, footer, checkedEntries) ? new CheckedPack(path, file, footer.Index, checkedEntries) : null;
    }

    // About equal parts by bytes: records may differ much.
    private static IEnumerable<(int From, int To)> Ranges(PackEntry[] entries)
    {
        var from = 0;
        long bytes = 0;
        for (var i = 0; i < entries.Length; i++)
        {
            bytes += entries[i].Length;
            if (bytes < 4 << 20) continue;
            yield return (from, i + 1);
            (from, bytes) = (i + 1, 0);
        }

        if (from < entries.Length) yield return (from, entries.Length);
    }

    private static bool CheckRecords(SafeFileHandle file, PackEntry[] entries, int from, int to)
    {
        var buffer = ArrayPool<byte>.Shared.Rent(1 << 20);
        try
        {
            for (var i = from; i < to; i++)
            {
                var entry = entries[i];
                if (entry.Length > buffer.Length)
                {
                    ArrayPool<byte>.Shared.Return(buffer);
                    buffer = ArrayPool<byte>.Shared.Rent(entry.Length);
                }

                var payload = buffer.AsSpan(0, entry.Length);
                if (entry.Kind == PackedKind.Blob && entry.Length > ChunkCutter.Longest || FileBytes.Fill(file, payload, entry.Offset) < entry.Length) return false;
                if (entry.Kind == PackedKind.Blob ? Digest.Of(payload) != entry.Digest : Recipe.TryParse(payload) is not { } recipe || (entries[i] = entry with { Size = recipe.Size }).Size < 0) return false;
            }

            return true;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(buffer);
        }
    }

    // There is one way to write the index of these records: anything else is refused.
    private static bool IndexMatches(SafeFileHandle file, (long IndexOffset, int Count, Digest Index) footer, PackEntry[] entries)
    {
        var tail = TravelPack.Tail(entries, footer.IndexOffset, out var name);
        if (name != footer.Index) return false;
        var found = new byte[tail.Length];
        return FileBytes.Fill(file, found, footer.IndexOffset) == found.Length && found.AsSpan().SequenceEqual(tail) && !HasTwins(entries);
    }

    private static bool HasTwins(PackEntry[] entries)
    {
        var seen = new HashSet<Digest>(entries.Length);
        foreach (var entry in entries)
            if (!seen.Add(entry.Digest)) return true;
        return false;
    }
}
