using Levain.Building;
using Levain.Collection;
using Levain.Remotes;
using Levain.Store;
using Levain.Tables.Sources;

namespace Levain.Host;

/// <summary>The remotes and mirrors that the command line or the environment names. Nothing is opened before it is asked.</summary>
internal sealed class HostRemotes
{
    private readonly Func<string, string?> variable;
    private readonly RemoteOpening opening;

    /// <param name="named">What <c>--remote</c> says; when it says something, <c>LEVAIN_REMOTE</c> is not looked at.</param>
    /// <param name="here">Where the command was given: relative paths of switches begin there, those of variables at <paramref name="root"/>.</param>
    public HostRemotes(IReadOnlyList<string> named, string here, string root, Func<string, string?> variable)
    {
        this.variable = variable;
        var inCi = variable("CI") is "true" or "1";
        Remotes = named.Count > 0 ? [.. named.SelectMany(text => RemoteLocation.ParseAll(text, inCi, here))] : RemoteLocation.ParseAll(variable("LEVAIN_REMOTE") ?? "", inCi, root);
        Mirrors = RemoteLocation.ParseAll(variable("LEVAIN_MIRRORS") ?? "", inCi, root);
        opening = new RemoteOpening(new RemoteCredentials(variable), [.. Remotes, .. Mirrors]);
    }

    public IReadOnlyList<RemoteLocation> Remotes { get; }

    private IReadOnlyList<RemoteLocation> Mirrors { get; }

    /// <summary>What a build asks; null when nothing is configured.</summary>
    public RemoteSet? Set(Workspace workspace, Action<string> noticed, int jobs) => Remotes.Count + Mirrors.Count == 0 ? null : new RemoteSet(workspace, opening, Remotes, Mirrors, noticed, jobs);

    /// <summary>Where a repair fetches from: mirrors first, which are near.</summary>
    public IReadOnlyList<IObjectSource> Sources(StoreFolder store, Action<string> noticed, int jobs) =>
    [
        .. Mirrors.Where(mirror => mirror.Address is null).Select(mirror => new MirrorFolder(mirror.Text)),
        .. Mirrors.Concat(Remotes).Where(location => location.Address is not null || Directory.Exists(location.Text) || Remotes.Contains(location)).Select(location => new RemoteSource(opening, location, store, noticed, jobs)),
    ];

    /// <summary>Where snapshots come from, for <c>Lock</c> and for builds that miss bytes.</summary>
    public SourceSet Snapshots(Workspace workspace, ITransferEvents events, int jobs) =>
        new(workspace, new RemoteCredentials(variable), events, new SourceOptions { Mirrors = Mirrors, Limits = SourceLimits.Parse(variable(SourceLimits.Variable)), Jobs = jobs });

    public IRemote Open(RemoteLocation location, RemotePatience patience) => opening.Open(location, patience);

    /// <summary>The remotes, of which there must be one.</summary>
    public IReadOnlyList<RemoteLocation> Required() =>
        Remotes.Count > 0 ? Remotes : throw new UsageException("no remote is configured", "add `--remote LOCATION`, a folder or an `https://` address, or set `LEVAIN_REMOTE`");
}
