namespace Levain.Registry.Events;

/// <summary>A group as far as it has been read, with the entries as they are kept.</summary>
internal sealed class KnownGroup
{
    private readonly EntryCache? cache;
    private readonly List<byte[]> entries = [];

    /// <param name="path">A file with what was read before; null for none.</param>
    public KnownGroup(string group, string? path)
    {
        History = new(group);
        cache = path is null ? null : new(path, group);
        foreach (var (bytes, entry) in cache?.Read() ?? [])
        {
            History.Add(bytes, (entry, null));
            entries.Add(bytes);
        }
    }

    public GroupHistory History { get; }

    /// <summary>Every entry from place 0 on.</summary>
    public IReadOnlyList<byte[]> Entries => entries;

    public async Task CatchUpAsync(EventLog log, CancellationToken cancellation)
    {
        foreach (var bytes in await log.ReadAsync(entries.Count, cancellation).ConfigureAwait(false)) Add(bytes);
        cache?.Save(entries);
    }

    public void Add(byte[] bytes)
    {
        History.Add(bytes);
        entries.Add(bytes);
    }
}
