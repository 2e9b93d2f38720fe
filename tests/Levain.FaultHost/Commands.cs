using Levain.Building;
using Levain.Collection;
using Levain.Remotes;
using Levain.Scheduling;
using Levain.Store;
using Levain.Testing;

namespace Levain.FaultHost;

/// <summary>What this program does when it is told to, for tests that would rather not start it.</summary>
public static class Commands
{
    // A remote on the same machine: what does not move for a while will not move.
    private static readonly RemotePatience Patience = new()
    {
        Attempts = 2,
        Connect = TimeSpan.FromSeconds(2),
        Stall = TimeSpan.FromSeconds(0.5),
        FirstPause = TimeSpan.FromMilliseconds(10),
        LongestPause = TimeSpan.FromMilliseconds(100),
    };

    /// <summary>The folder that clones of a workspace share, when it is there.</summary>
    public static string RemoteOf(string root) => Path.Combine(root, "remote");

    /// <summary>Pins the snapshot <c>outside</c>, as the target <c>Lock</c> does.</summary>
    public static void Lock(string root)
    {
        var pinning = new SnapshotPinning(Workspace.Open(root), new BuildProfile("public"));
        List<SnapshotChange> changes = [.. pinning.TakeAsync(["outside"], "outside").GetAwaiter().GetResult().Where(change => change.IsChange)];
        if (changes.Count > 0) pinning.Write(changes);
    }

    /// <summary>Builds a pipeline of this program, as the target <c>Train</c> does.</summary>
    /// <param name="remote">What it asks for outputs that are not here; null means the shared folder, if there is one.</param>
    public static async Task<ModelReport> BuildAsync(string root, string pipeline, int generation, IBuildEvents? events = null, string? remote = null)
    {
        var workspace = Workspace.Open(root);
        if (remote is null && Directory.Exists(RemoteOf(root))) remote = RemoteOf(root);
        using var remotes = remote is null ? null : new RemoteSet(workspace, Opening(remote), [Location(remote)], [], message => events?.Noticed(message), jobs: 2, Patience);
        var session = new BuildSession(workspace, new NamedStageCodes(), new BuildSettings { Jobs = 2 }, remotes: remotes);
        var profile = pipeline == FaultPipeline.Whole ? new BuildProfile("public") : new BuildProfile();
        return await session.BuildAsync(session.Plan(new ModelProject(pipeline, new FaultPipeline(pipeline, generation)), profile), events).ConfigureAwait(false);
    }

    /// <summary>Brings all that the locks name to a remote, as the target <c>Push</c> does.</summary>
    public static Task<IReadOnlyList<TransferRow>> PushAsync(string root, string remote, Action<string> noticed) =>
        TransferAsync(root, remote, noticed, transfers => transfers.PushAsync([FaultPipeline.Whole], CancellationToken.None));

    /// <summary>Brings all that the locks name here, as the target <c>Pull</c> does.</summary>
    public static Task<IReadOnlyList<TransferRow>> PullAsync(string root, string remote, Action<string> noticed) =>
        TransferAsync(root, remote, noticed, transfers => transfers.PullAsync([FaultPipeline.Whole], CancellationToken.None));

    /// <summary>Removes what no lock needs, as the target <c>Gc</c> does, and packs what is left in many files.</summary>
    public static CollectionReport Collect(string root, TimeSpan grace) =>
        new Collector(Workspace.Open(root).Folder, [new WorkingTreeRoots(root)]).Run(new CollectionOptions { Grace = grace });

    /// <summary>Reads the whole store through, as the target <c>Fsck</c> does.</summary>
    public static CheckReport Check(string root, bool repair)
    {
        var inspection = new Inspection(Workspace.Open(root).Folder, root, [new WorkingTreeRoots(root)], []);
        return repair ? inspection.Repair() : inspection.Check();
    }

    private static async Task<IReadOnlyList<TransferRow>> TransferAsync(string root, string remote, Action<string> noticed, Func<RemoteTransfers, Task<IReadOnlyList<TransferRow>>> transfer)
    {
        using var open = Opening(remote).Open(Location(remote), Patience);
        return await transfer(new RemoteTransfers(Workspace.Open(root), open, new NoticedOnly(noticed), jobs: 2, dryRun: false, Patience)).ConfigureAwait(false);
    }

    private static RemoteOpening Opening(string remote) => new(new RemoteCredentials(static _ => null), [Location(remote)]);

    private static RemoteLocation Location(string remote) => RemoteLocation.Parse(remote, inCi: false, "/");
}
