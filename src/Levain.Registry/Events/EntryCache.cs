using System.Buffers.Binary;
using Levain.Store;

namespace Levain.Registry.Events;

/// <summary>Entries of a group that were read before, in one file: thousands of them are not asked for one by one at every start.</summary>
/// <remarks>Entries never change, and each is sealed: so the file is believed as far as its seals hold, and whatever is behind a broken one is read anew. Losing it costs time.</remarks>
internal sealed class EntryCache(string path, string group)
{
    private const int FewNews = 32;

    private int saved;

    /// <summary>The entries from place 0 on, as far as they are here and whole, each with what it was read as.</summary>
    public IReadOnlyList<(byte[] Bytes, EventEntry Entry)> Read()
    {
        var found = Split();
        var read = new EventEntry?[found.Count];
        // Thousands of hashes and texts, none of which needs another.
        try
        {
            Parallel.For(0, found.Count, place => read[place] = EventEntry.Read(group, place, found[place]).Entry);
        }
        catch (AggregateException)
        {
            // A later format: read anew it says so itself.
            return [];
        }

        saved = Array.IndexOf(read, null) is >= 0 and var broken ? broken : found.Count;
        return [.. Enumerable.Range(0, saved).Select(place => (found[place], read[place]!))];
    }

    private List<byte[]> Split()
    {
        var entries = new List<byte[]>();
        ReadOnlySpan<byte> rest = ReadFile();
        while (rest.Length > sizeof(int) && BinaryPrimitives.ReadInt32LittleEndian(rest) is > 0 and <= EventEntry.LargestBytes and var length && rest.Length >= sizeof(int) + length)
        {
            var bytes = rest.Slice(sizeof(int), length);
            entries.Add(bytes.ToArray());
            rest = rest[(sizeof(int) + length)..];
        }

        return entries;
    }

    /// <summary>Keeps the entries, unless so few are new that it is not worth writing all of them again.</summary>
    public void Save(IReadOnlyList<byte[]> entries)
    {
        if (entries.Count - saved < Math.Max(FewNews, saved / 16)) return;
        using var content = new MemoryStream(entries.Sum(entry => entry.Length + sizeof(int)));
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (var entry in entries)
        {
            BinaryPrimitives.WriteInt32LittleEndian(length, entry.Length);
            content.Write(length);
            content.Write(entry);
        }

        try
        {
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            AtomicFile.Write(path, content.GetBuffer().AsSpan(0, (int)content.Length));
            saved = entries.Count;
        }
        catch (Exception error) when (error is BuildException or IOException or UnauthorizedAccessException)
        {
            // A disk that is full or read-only: then they are read one by one.
        }
    }

    private byte[] ReadFile()
    {
        try
        {
            return File.ReadAllBytes(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }
}
