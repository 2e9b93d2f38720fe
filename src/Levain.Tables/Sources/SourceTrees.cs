using Levain.Locks;
using Levain.Store;

namespace Levain.Tables.Sources;

/// <summary>What a source is asked for.</summary>
/// <param name="Content">What it must give; null when it is taken as it is now.</param>
/// <param name="Parts">What is pinned of it, part by part.</param>
internal sealed record Wanted(string Snapshot, Content? Content, long? Size, IReadOnlyList<SnapshotPart> Parts);

/// <summary>What a source gave.</summary>
internal sealed record Gathered(Content Content, IReadOnlyList<SnapshotPart> Parts, Giver By);

/// <summary>Makes one tree of many files that come from far, a few at a time. Those that did not change are not fetched.</summary>
internal sealed class SourceTrees(FileContentStore store, SourceFiles files, int jobs)
{
    public Task<Gathered> OfUrlsAsync(string list, IReadOnlyList<ListedUrl> urls, HttpServers servers, Wanted wanted, CancellationToken cancellation)
    {
        if (wanted.Content is null) return OfAsync([.. urls.Select(url => new Asked(url.Name, servers.File(url.Address), ListedPin(url)))], wanted, cancellation);
        // What is pinned counts: the list may have grown since.
        var known = urls.ToDictionary(url => url.Name, StringComparer.Ordinal);
        return OfAsync([.. Pinned(wanted).Select(part => new Asked(part.Name, known.TryGetValue(part.Name, out var url) ? servers.File(url.Address) : null, PinOf(part)))], wanted, cancellation, $"list `{list}`");

        static Pin? ListedPin(ListedUrl url) => url.Digest is { } digest ? new(digest, null, [url.Name]) : null;
    }

    public async Task<Gathered> OfObjectsAsync(SourceName.InObjectStore source, IObjectStore objects, Wanted wanted, CancellationToken cancellation)
    {
        if (wanted.Content is not null) return await OfAsync([.. Pinned(wanted).Select(part => new Asked(part.Name, new ObjectFile(objects, source.Bucket, source.Key + part.Name), PinOf(part)))], wanted, cancellation).ConfigureAwait(false);
        var asked = new List<Asked>();
        await foreach (var found in objects.ListAsync(source.Bucket, source.Key, cancellation).ConfigureAwait(false))
            // Stores show folders as empty objects whose keys end so.
            if (found.Key.StartsWith(source.Key, StringComparison.Ordinal) && found.Key.Length > source.Key.Length && !found.Key.EndsWith('/'))
                asked.Add(new(NameOf(found.Key, source), new ObjectFile(objects, source.Bucket, found.Key), null));
        return asked.Count > 0 ? await OfAsync(asked, wanted, cancellation).ConfigureAwait(false) : throw new BuildException($"snapshot `{wanted.Snapshot}`: there is nothing below `{source.Text}`");
    }

    private static string NameOf(string key, SourceName.InObjectStore source)
    {
        try
        {
            return Archives.MemberName.Checked(key[source.Key.Length..]);
        }
        catch (Archives.BadArchiveException error)
        {
            throw new BuildException($"`{source.Text}` has an object that cannot be kept: {error.Message}", "name what is wanted by a longer prefix", error);
        }
    }

    private async Task<Gathered> OfAsync(IReadOnlyList<Asked> asked, Wanted wanted, CancellationToken cancellation, string place = "the source")
    {
        var brought = new Brought[asked.Count];
        await Parallel.ForEachAsync(Enumerable.Range(0, asked.Count), new ParallelOptions { MaxDegreeOfParallelism = jobs, CancellationToken = cancellation }, async (i, token) =>
        {
            var (name, file, pin) = asked[i];
            brought[i] = file is not null ? await files.BringAsync(file, pin, wanted.Snapshot, token).ConfigureAwait(false)
                : await files.FindAsync(pin!, token).ConfigureAwait(false) ?? throw new BuildException($"snapshot `{wanted.Snapshot}` has `{name}`, which {place} does not name any more", $"name it there again, or pin what there is now with `--target Lock --snapshot {wanted.Snapshot}`");
        }).ConfigureAwait(false);

        SnapshotPart[] parts = [.. asked.Select((each, i) => new SnapshotPart(each.Name, brought[i].Digest, brought[i].Size)).OrderBy(part => part.Name, StringComparer.Ordinal)];
        var content = store.AddTree(parts.Select(part => new TreePart(part.Name, part.Digest, part.Size)));
        return new(content, parts, brought.Any(each => each.By == Giver.Mirror) ? Giver.Mirror : brought.All(each => each.By == Giver.Store) ? Giver.Store : Giver.Source);
    }

    private static IReadOnlyList<SnapshotPart> Pinned(Wanted wanted) =>
        wanted.Parts.Count > 0 ? wanted.Parts : throw new BuildException($"data.lock.json names no parts of snapshot `{wanted.Snapshot}`", $"pin it anew with `--target Lock --snapshot {wanted.Snapshot}`");

    private static Pin PinOf(SnapshotPart part) => new(part.Digest, part.Size, [part.Name[(part.Name.LastIndexOf('/') + 1)..]]);

    /// <param name="File">Null when nobody says any more where it is.</param>
    private sealed record Asked(string Name, IRemoteFile? File, Pin? Pin);
}
