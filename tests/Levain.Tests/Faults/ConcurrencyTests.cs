using Levain.Store;

namespace Levain.Tests.Faults;

/// <summary>Builds of several processes in one folder share their work: every stage runs once.</summary>
public sealed class ConcurrencyTests : IDisposable
{
    private readonly FaultWorkspace workspace = new();

    public void Dispose() => workspace.Dispose();

    [Theory]
    [InlineData(2)]
    [InlineData(8)]
    public async Task Concurrent_builds_of_overlapping_graphs_run_each_stage_once(int processes)
    {
        var ledger = workspace.NewLedger();
        string[] pipelines = ["left", "right", "wide"];

        var children = Enumerable.Range(0, processes).Select(i => workspace.Start(["build", pipelines[i % 3 % processes], "1"], ledger)).ToList();
        var ended = await Task.WhenAll(children.Select(child => Task.Run(() => Ended.Of(child))));

        // A second run of a stage would find its file in the ledger and fail.
        Assert.All(ended, each => Assert.Equal((0, ""), (each.ExitCode, each.Errors)));
        Assert.Contains(ended, each => each.Output.Contains("waiting for process ", StringComparison.Ordinal));
        Assert.Equal(workspace.Files("actions").Count, Directory.GetFiles(ledger).Length);
        Assert.Empty(workspace.Files("locks"));
        Assert.Empty(Directory.GetFileSystemEntries(workspace.PathOf("tmp")));
        workspace.VerifyObjects();
        using var alone = new FaultWorkspace();
        foreach (var pipeline in pipelines.Take(processes))
        {
            await alone.BuildAsync(1, pipeline);
            Assert.Equal(alone.Outputs(pipeline), workspace.Outputs(pipeline));
        }
    }

    [Fact]
    public void Concurrent_builds_of_one_model_leave_one_whole_lock()
    {
        var children = Enumerable.Range(0, 4).Select(i => workspace.Start(["build", "left", $"{i}"])).ToList();
        Assert.All(children.Select(Ended.Of), each => Assert.Equal((0, ""), (each.ExitCode, each.Errors)));

        Assert.Equal(27, workspace.Outputs("left").Count);
        Assert.Null(ProcessLock.Holder(workspace.PathOf("locks/model-left")));
    }
}
