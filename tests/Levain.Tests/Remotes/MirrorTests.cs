using Levain.Building;
using Levain.Planning;
using Levain.Remotes;
using Levain.Store;
using Levain.Testing;

namespace Levain.Tests.Remotes;

/// <summary>A snapshot whose source has gone comes from wherever its bytes are.</summary>
public sealed class MirrorTests : IDisposable
{
    private readonly TestWorkspace workspace = new() { Profile = new BuildProfile("public", "dev") };
    private readonly string mirror = Directory.CreateTempSubdirectory("levain-mirror-").FullName;

    [Theory]
    [InlineData("words", "the very words", true, "by the name of the snapshot")]
    [InlineData("source.txt", "the very words", true, "by the name of its source")]
    [InlineData("words", "other words", false, "content is what counts")]
    [InlineData("letters", "the very words", false, "nobody would look there")]
    public async Task A_mirror_stands_in_for_a_source_that_has_gone(string name, string text, bool found, string why)
    {
        Pin();
        await File.WriteAllTextAsync(Path.Combine(mirror, name), text, TestContext.Current.CancellationToken);

        var report = await BuildAsync();

        Assert.True(found == !report.Failed, why);
        if (found) Assert.Equal("the very words", workspace.TextOf(report, "Rereads"));
    }

    public void Dispose()
    {
        workspace.Dispose();
        Directory.Delete(mirror, recursive: true);
    }

    // As a fresh clone has it: the lock, and neither the source nor the bytes.
    private void Pin()
    {
        var source = workspace.Write("source.txt", "the very words");
        var content = Content.File(Digest.Of("the very words"));
        new Levain.Locks.DataLock([new Levain.Locks.Snapshot { Name = "words", Profile = "public", Source = "source.txt", Content = content, Size = 14, Files = 1, Taken = DateTime.UnixEpoch, From = "source.txt" }]).Save(workspace.Workspace.DataLockPath);
        File.Delete(source);
    }

    private async Task<ModelReport> BuildAsync()
    {
        using var remotes = new RemoteSet(workspace.Workspace, new RemoteOpening(new RemoteCredentials(_ => null), []), [], [RemoteLocation.Parse(mirror, inCi: false, "/")], _ => { }, patience: Patience.Enough);
        var session = new BuildSession(workspace.Workspace, workspace.Codes, workspace.Settings, remotes: remotes);
        return await session.BuildAsync(session.Plan(new ModelProject("test", new RereadingPipeline()), workspace.Profile, OptionOverrides.Parse([])), workspace.Events, TestContext.Current.CancellationToken);
    }

    private sealed class RereadingPipeline : Pipeline
    {
        public override IEnumerable<Stage> Compose(BuildProfile profile) => [new Rereads { Words = Artifact.Snapshot<Text>("words") }];
    }
}

internal sealed record Rereads : Stage<Text>
{
    public required Artifact<Text> Words { get; init; }

    protected override async Task<Text> RunAsync(StageContext context) => await context.ReadAsync(Words);
}
