using Levain.Building;
using Levain.Locks;
using Levain.Remotes;
using Levain.Store;
using Levain.Tables.Sources.Archives;

namespace Levain.Tables.Sources;

/// <summary>What a <see cref="SourceSet"/> may use beside the workspace.</summary>
public sealed record SourceOptions
{
    public SourceLimits Limits { get; init; } = new();

    public RemotePatience Patience { get; init; } = RemotePatience.ForTransfers;

    /// <summary>Asked for pinned bytes before their source is.</summary>
    public IReadOnlyList<RemoteLocation> Mirrors { get; init; } = [];

    /// <summary>By the scheme of their addresses.</summary>
    public IReadOnlyList<IObjectStore> ObjectStores { get; init; } = [];

    public TimeProvider Clock { get; init; } = TimeProvider.System;

    /// <summary>How many files of one source are fetched at once.</summary>
    public int Jobs { get; init; } = 8;
}

/// <summary>All places that outside data comes from: paths, globs, URLs, lists of URLs, object stores and members of archives; and mirrors, which stand in for each of them.</summary>
public sealed class SourceSet : ISources, IDisposable
{
    private readonly Workspace workspace;
    private readonly SourceOptions options;
    private readonly HttpServers servers, mirrorServers;
    private readonly Mirrors mirrors;
    private readonly SourceFiles files;
    private readonly SourceTrees trees;
    private readonly Unpacking unpacking;
    private readonly FileContentStore store;

    /// <param name="credentials">Who asks: for sources from <c>~/.netrc</c>, for mirrors as for remotes.</param>
    /// <param name="events">Hears how far transfers are, and what a person would want to know.</param>
    public SourceSet(Workspace workspace, RemoteCredentials credentials, ITransferEvents events, SourceOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(workspace);
        ArgumentNullException.ThrowIfNull(credentials);
        ArgumentNullException.ThrowIfNull(events);
        (this.workspace, this.options) = (workspace, options ?? new());
        var (folder, patience, clock) = (workspace.Folder, this.options.Patience, this.options.Clock);
        store = (FileContentStore)workspace.Store;
        var opening = new RemoteOpening(credentials, this.options.Mirrors, clock);
        servers = new HttpServers(credentials.ForSource, patience, clock);
        mirrorServers = new HttpServers(address => this.options.Mirrors.FirstOrDefault(mirror => mirror.Address?.Authority == address.Authority) is { } mirror ? opening.CredentialsOf(mirror) : null, patience, clock);
        var notes = new DownloadNotes(folder);
        notes.RemoveForgotten(clock.GetUtcNow().UtcDateTime);
        var download = new FileDownload(folder, notes, this.options.Limits, patience, clock, events);
        mirrors = new Mirrors([.. this.options.Mirrors.Select(mirror => Open(mirror, download, events))], events.Noticed);
        files = new SourceFiles(store, download, notes, mirrors, new RefusedBytes(folder));
        trees = new SourceTrees(store, files, this.options.Jobs);
        unpacking = new Unpacking(folder, store, this.options.Limits);
    }

    public bool Knows(string source) => Parse(source) is not SourceName.AtPath;

    public async Task<TakenSource> TakeAsync(SourceRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        var source = Parse(request.Source);
        if (request.Digest is not null && source is SourceName.AtGlob or SourceName.InUrlList or SourceName.InObjectStore { IsPrefix: true })
            throw new UsageException($"`--digest` is for one file, and `{request.Source}` is a tree", source is SourceName.InUrlList ? "write `sha256:HEX URL` on the lines of the list" : "leave it out");
        var gathered = await GatherAsync(source, new Wanted(request.Snapshot, request.Digest is { } digest ? Content.File(digest) : null, null, []), cancellation).ConfigureAwait(false);
        if (request.Digest is { } wanted && gathered.Content.Digest != wanted) throw new BuildException($"snapshot `{request.Snapshot}` is to be {wanted}, but `{request.Source}` holds {gathered.Content.Digest}");
        return new(gathered.Content, gathered.By switch { Giver.Mirror => "mirror", Giver.Store => "store", _ => request.Source }, gathered.Parts);
    }

    public async Task<bool> FetchAsync(Snapshot pinned, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(pinned);
        var source = Parse(pinned.Source);
        if (!pinned.Content.IsTree && await files.FindAsync(PinOf(pinned, source), cancellation).ConfigureAwait(false) is not null) return true;
        if (source is SourceName.AtPath) return false;
        var gathered = await GatherAsync(source, new Wanted(pinned.Name, pinned.Content, pinned.Size, pinned.Parts), cancellation).ConfigureAwait(false);
        return gathered.Content == pinned.Content ? true : throw new BuildException(
            $"snapshot `{pinned.Name}` is pinned as {pinned.Content.Digest.Brief}, but `{pinned.Source}` holds {gathered.Content.Digest.Brief} now",
            $"restore the source, set `LEVAIN_MIRRORS` to a place that has the old bytes, or pin what is there with `--target Lock --snapshot {pinned.Name}`");
    }

    public void Dispose()
    {
        mirrors.Dispose();
        servers.Dispose();
        mirrorServers.Dispose();
    }

    private Task<Gathered> GatherAsync(SourceName source, Wanted wanted, CancellationToken cancellation) => source switch
    {
        SourceName.AtPath path => TakePathAsync(path, wanted, cancellation),
        SourceName.AtGlob glob => Task.FromResult(TakeGlob(glob, wanted.Snapshot, cancellation)),
        SourceName.AtUrl or SourceName.InObjectStore { IsPrefix: false } => TakeFileAsync(source, wanted, cancellation),
        SourceName.InUrlList list => trees.OfUrlsAsync(list.Path, UrlsOf(list, wanted), servers, wanted, cancellation),
        SourceName.InObjectStore objects => trees.OfObjectsAsync(objects, StoreOf(objects), wanted, cancellation),
        SourceName.InArchive archive => TakeMemberAsync(archive, wanted, cancellation),
        _ => throw new InvalidOperationException($"`{source.Text}` is of no known kind"),
    };

    private async Task<Gathered> TakePathAsync(SourceName.AtPath source, Wanted wanted, CancellationToken cancellation)
    {
        var path = FullPath(source.Text);
        if (Path.Exists(path)) return new(store.AddPath(path, Adding.Copy, cancellation), [], Giver.Source);
        if (wanted.Content is { IsTree: false } content && await files.FindAsync(new(content.Digest, wanted.Size, NamesOf(wanted.Snapshot, source)), cancellation).ConfigureAwait(false) is { } found) return new(content, [], found.By);
        throw new BuildException($"snapshot `{wanted.Snapshot}` is to be taken from `{source.Text}`, which is not there", "name an existing file or folder with `--source`");
    }

    private Gathered TakeGlob(SourceName.AtGlob source, string snapshot, CancellationToken cancellation)
    {
        var found = GlobFiles.Find(workspace.Root, new GlobPattern(source.Text));
        if (found.Count == 0) throw new BuildException($"snapshot `{snapshot}` is to be taken from `{source.Text}`, which no file matches", "`*` and `?` stay in one folder, `**/` goes through all");
        var cache = StatCache.Load(workspace.Folder);
        var content = store.AddFiles(found, new Snapshotter(cache), cancellation);
        cache.Save();
        return new(content, [], Giver.Source);
    }

    private async Task<Gathered> TakeFileAsync(SourceName source, Wanted wanted, CancellationToken cancellation)
    {
        var pin = wanted.Content is { } content ? new Pin(content.Digest, wanted.Size, NamesOf(wanted.Snapshot, source)) : null;
        var brought = await files.BringAsync(FileOf(source), pin, wanted.Snapshot, cancellation).ConfigureAwait(false);
        return new(Content.File(brought.Digest), [], brought.By);
    }

    private async Task<Gathered> TakeMemberAsync(SourceName.InArchive source, Wanted wanted, CancellationToken cancellation)
    {
        if (source.Carrier is SourceName.AtPath { Text: var text } && File.Exists(FullPath(text))) return new(unpacking.Run(FullPath(text), text, source.Member, wanted.Snapshot, cancellation), [PartAt(FullPath(text), cancellation)], Giver.Source);
        var part = wanted.Parts is [var one] ? one : null;
        var brought = await CarrierAsync(source.Carrier, part, wanted.Snapshot, cancellation).ConfigureAwait(false);
        var path = store.Materialize(Content.File(brought.Digest)).Path;
        var content = unpacking.Run(path, source.Carrier.Text, source.Member, wanted.Snapshot, cancellation);
        return new(content, [new(NameOf(source.Carrier) ?? wanted.Snapshot, brought.Digest, brought.Size)], brought.By);
    }

    private async Task<Brought> CarrierAsync(SourceName carrier, SnapshotPart? part, string snapshot, CancellationToken cancellation)
    {
        var pin = part is null ? null : new Pin(part.Digest, part.Size, [part.Name]);
        if (carrier is not SourceName.AtPath) return await files.BringAsync(FileOf(carrier), pin, snapshot, cancellation).ConfigureAwait(false);
        return (pin is null ? null : await files.FindAsync(pin, cancellation).ConfigureAwait(false)) ?? throw new BuildException($"snapshot `{snapshot}` is to be taken from archive `{carrier.Text}`, which is not there", "bring the archive back, or name another one with `--source`");
    }

    private static SnapshotPart PartAt(string path, CancellationToken cancellation)
    {
        var (digest, stamp) = FileHash.Of(path, cancellation);
        return new(Path.GetFileName(path), digest, stamp.Size);
    }

    private IRemoteFile FileOf(SourceName source) => source switch
    {
        SourceName.AtUrl url => servers.File(url.Address),
        SourceName.InObjectStore objects => new ObjectFile(StoreOf(objects), objects.Bucket, objects.Key),
        _ => throw new InvalidOperationException($"`{source.Text}` is no single file"),
    };

    private IObjectStore StoreOf(SourceName.InObjectStore source) =>
        options.ObjectStores.FirstOrDefault(each => each.Scheme == source.Scheme) ?? throw new BuildException($"`{source.Text}` cannot be fetched: nothing here speaks to `{source.Scheme}://` yet", "set `LEVAIN_MIRRORS` to a folder or URL that has the pinned bytes, or take the data by `https://`");

    private IMirror Open(RemoteLocation mirror, FileDownload download, ITransferEvents events) => mirror.Address is null
        ? new FolderMirror(mirror.Text, store, events.Noticed)
        : new UrlMirror(mirror.Address, mirrorServers, download, store, events.Noticed);

    // Without the list, mirrors may still have what is pinned.
    private IReadOnlyList<ListedUrl> UrlsOf(SourceName.InUrlList list, Wanted wanted) =>
        wanted.Content is not null && !File.Exists(FullPath(list.Path)) ? [] : UrlList.Load(workspace.Root, list.Path, options.Limits.Urls);

    private static Pin PinOf(Snapshot pinned, SourceName source) => new(pinned.Content.Digest, pinned.Size, NamesOf(pinned.Name, source));

    private static IReadOnlyList<string> NamesOf(string snapshot, SourceName source) => [snapshot, .. NameOf(source) is { } name ? (string[])[name] : []];

    private static string? NameOf(SourceName source) => source switch
    {
        SourceName.AtUrl url => SourceUrl.FileName(url.Address),
        SourceName.InArchive archive => archive.Member[(archive.Member.LastIndexOf('/') + 1)..],
        _ => source.Text[(source.Text.LastIndexOf('/') + 1)..],
    };

    private SourceName Parse(string source) => SourceName.Parse(source, text => Path.Exists(FullPath(text)));

    private string FullPath(string path) => Path.GetFullPath(Path.Combine(workspace.Root, path));
}
