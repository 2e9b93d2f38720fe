using Levain.Building;
using Levain.FaultHost;
using Levain.Planning;
using Levain.Scheduling;
using Levain.Testing;
using Levain.Verification;
using Levain.Workers;

namespace Levain.Tests.Partitions;

/// <summary>Stages over parts, and files that count by their meaning, in worker processes under other circumstances.</summary>
public sealed class VerifiedPartTests : IDisposable
{
    private readonly TestWorkspace workspace = new();

    public void Dispose() => workspace.Dispose();

    [Fact]
    public async Task A_stage_over_parts_is_reproducible_in_a_worker_that_sees_its_inputs_only()
    {
        var session = Session();
        await BuildAsync(session);

        var outcome = await VerifyAsync();

        Assert.Equal([], outcome.Differences);
    }

    [Fact]
    public async Task It_is_verified_with_the_file_as_it_is_now_when_only_its_white_space_changed()
    {
        var session = Session();
        await BuildAsync(session);
        workspace.Write("data/without.txt", "a\n\nthe\n");

        var outcome = await VerifyAsync();

        Assert.Equal([], outcome.Differences);
    }

    [Fact]
    public async Task An_engine_of_workers_makes_the_same_as_the_local_one()
    {
        var local = await BuildAsync(Session());
        using var other = new TestWorkspace();
        Write(other);
        var engine = new WorkerEngine(other.Workspace.Store, Launch(), WorkerConditions.Plain with { Sandboxed = Sandbox.Find() is not null }, other.Profile, []);

        var worked = await BuildAsync(new BuildSession(other.Workspace, other.Codes, other.Settings, engine));

        Assert.Equal(local, worked);
    }

    private BuildSession Session()
    {
        Write(workspace);
        return new(workspace.Workspace, workspace.Codes, workspace.Settings);
    }

    private async Task<Content> BuildAsync(BuildSession session)
    {
        var outcome = (await session.BuildAsync(Plan(session), workspace.Events, TestContext.Current.CancellationToken)).Outcomes.Single();
        return outcome.Output ?? throw outcome.Error!;
    }

    private async Task<VerifyOutcome> VerifyAsync()
    {
        // What a new process would plan.
        var plan = Plan(new BuildSession(workspace.Workspace, workspace.Codes, workspace.Settings));
        Assert.Equal(StageState.Fresh, plan.Plan.All.Single().Decision.State);
        return await new Verifier(workspace.Workspace, Launch(), OptionOverrides.None, jobs: 2).VerifyAsync(plan, plan.Plan.Graph.Order.Single(), TestContext.Current.CancellationToken);
    }

    private ModelPlan Plan(BuildSession session) => session.Plan(new ModelProject("words", new FaultPipeline("words", 1)), workspace.Profile);

    private static void Write(TestWorkspace workspace)
    {
        workspace.Write("data/pages/2024/01.txt", "the first page");
        workspace.Write("data/pages/2024/02.txt", "a second page of the book");
        workspace.Write("data/without.txt", "a the");
    }

    private static WorkerLaunch Launch()
    {
        var runtime = Path.GetFullPath(Path.Combine(System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", ".."));
        return new WorkerLaunch
        {
            Command = [Path.Combine(runtime, "dotnet"), Path.Combine(AppContext.BaseDirectory, "Levain.FaultHost.dll")],
            Environment = new Dictionary<string, string> { ["DOTNET_ROOT"] = runtime, ["DOTNET_TieredPGO"] = "0" },
            Needs = [runtime, AppContext.BaseDirectory],
        };
    }
}
