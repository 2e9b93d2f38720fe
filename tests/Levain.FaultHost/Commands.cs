using Levain.Building;
using Levain.Scheduling;
using Levain.Testing;

namespace Levain.FaultHost;

/// <summary>What this program does when it is told to, for tests that would rather not start it.</summary>
public static class Commands
{
    /// <summary>Pins the snapshot <c>outside</c>, as the target <c>Lock</c> does.</summary>
    public static void Lock(string root)
    {
        var pinning = new SnapshotPinning(Workspace.Open(root), new BuildProfile("public"));
        List<SnapshotChange> changes = [.. pinning.Take(["outside"], "outside", CancellationToken.None).Where(change => change.IsChange)];
        if (changes.Count > 0) pinning.Write(changes);
    }

    /// <summary>Builds a pipeline of this program, as the target <c>Train</c> does.</summary>
    public static Task<ModelReport> BuildAsync(string root, string pipeline, int generation, IBuildEvents? events = null)
    {
        var session = new BuildSession(Workspace.Open(root), new NamedStageCodes(), new BuildSettings { Jobs = 2 });
        var profile = pipeline == FaultPipeline.Whole ? new BuildProfile("public") : new BuildProfile();
        return session.BuildAsync(session.Plan(new ModelProject(pipeline, new FaultPipeline(pipeline, generation)), profile), events);
    }
}
