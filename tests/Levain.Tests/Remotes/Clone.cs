using System.Collections.Concurrent;
using Levain.Building;
using Levain.Planning;
using Levain.Remotes;
using Levain.Store;
using Levain.Testing;

namespace Levain.Tests.Remotes;

/// <summary>One of several clones of a workspace that share remotes.</summary>
internal sealed class Clone : IDisposable
{
    private readonly TestWorkspace workspace = new();
    private readonly RemoteLocation location;
    private readonly RemoteOpening opening;
    private readonly RemotePatience patience;

    public Clone(RemoteLocation location, RemoteCredentials? credentials = null, RemotePatience? patience = null)
    {
        this.patience = patience ?? Patience.Enough;
        this.location = location;
        opening = new RemoteOpening(credentials ?? new RemoteCredentials(_ => null), [location]);
    }

    public TestWorkspace Workspace => workspace;

    public FileContentStore Store => (FileContentStore)workspace.Workspace.Store;

    /// <summary>All that a person would have been told.</summary>
    public ConcurrentQueue<string> Notices { get; } = new();

    public async Task<ModelReport> BuildAsync(Pipeline pipeline)
    {
        using var remotes = Remotes();
        var session = new BuildSession(workspace.Workspace, workspace.Codes, workspace.Settings, remotes: remotes);
        return await session.BuildAsync(session.Plan(new ModelProject("test", pipeline), workspace.Profile, OptionOverrides.Parse([])), workspace.Events, TestContext.Current.CancellationToken);
    }

    public async Task<ModelPlan> StatusAsync(Pipeline pipeline)
    {
        using var remotes = Remotes();
        var session = new BuildSession(workspace.Workspace, workspace.Codes, workspace.Settings, remotes: remotes);
        return await session.SurveyAsync(session.Plan(new ModelProject("test", pipeline), workspace.Profile, OptionOverrides.Parse([])), TestContext.Current.CancellationToken);
    }

    public Task<IReadOnlyList<TransferRow>> PushAsync(bool dryRun = false) => TransferAsync(transfers => transfers.PushAsync(["test"], TestContext.Current.CancellationToken), dryRun);

    public Task<IReadOnlyList<TransferRow>> PullAsync(bool dryRun = false) => TransferAsync(transfers => transfers.PullAsync(["test"], TestContext.Current.CancellationToken), dryRun);

    /// <summary>As <c>git clone</c> does: locks travel, bytes do not.</summary>
    public void TakeLockOf(Clone other) => workspace.Write("models/test/model.lock.json", other.Workspace.Read("models/test/model.lock.json"));

    public IReadOnlyList<string> Started => [.. workspace.Events.Lines.Where(line => line.StartsWith("started ", StringComparison.Ordinal))];

    public void Dispose()
    {
        ReadOnlyTree.TryDelete(workspace.Root);
        workspace.Dispose();
    }

    private RemoteSet Remotes() => new(workspace.Workspace, opening, [location], [], Notices.Enqueue, patience: patience);

    private async Task<IReadOnlyList<TransferRow>> TransferAsync(Func<RemoteTransfers, Task<IReadOnlyList<TransferRow>>> transfer, bool dryRun)
    {
        using var remote = opening.Open(location, patience);
        return await transfer(new RemoteTransfers(workspace.Workspace, remote, new NoticedOnly(Notices.Enqueue), jobs: 3, dryRun, patience));
    }
}
