using System.Diagnostics;
using Levain.Building;
using Levain.Planning;

namespace Levain.Bench;

/// <summary>How long it takes to compose and plan a model of which everything is known, with fingerprints of real code.</summary>
internal static class PlanTime
{
    public static Figures Measure(string root, int stages, int rounds)
    {
        var model = new ModelProject("plan", new Chains(stages));
        Build(root, model);

        var figures = new List<double>();
        for (var round = 0; round <= rounds; round++)
        {
            // Everything anew, as a process that starts: only the code is warm.
            var workspace = Workspace.Open(root);
            var session = Session(workspace);
            var started = Stopwatch.GetTimestamp();
            var plan = session.Plan(model, new BuildProfile());
            var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
            if (!plan.IsUpToDate) throw new BuildException($"the plan of {stages} stages was to find nothing to do");
            if (round > 0) figures.Add(seconds);
        }

        return new Figures(figures);
    }

    private static void Build(string root, ModelProject model)
    {
        var session = Session(Workspace.Open(root));
        var report = session.BuildAsync(session.Plan(model, new BuildProfile())).GetAwaiter().GetResult();
        if (report.Failed) throw new BuildException("a trivial stage failed");
    }

    private static BuildSession Session(Workspace workspace) =>
        new(workspace, new ReachedCodes(AppContext.BaseDirectory, Path.Combine(workspace.Folder.Root, "fingerprints")));
}

/// <summary>Trivial stages in chains of ten.</summary>
public sealed class Chains(int stages) : Pipeline
{
    public override IEnumerable<Stage> Compose(BuildProfile profile)
    {
        Link? before = null;
        for (var i = 0; i < stages; i++)
        {
            before = new Link { Label = $"{i:D5}", Number = i, Before = i % 10 == 0 ? null : (Artifact<Text>)before! };
            if (i % 10 == 9 || i == stages - 1) yield return before;
        }
    }
}

/// <summary>Writes its number.</summary>
public sealed record Link : Stage<Text>
{
    public int Number { get; init; }

    public Artifact<Text>? Before { get; init; }

    protected override async Task<Text> RunAsync(StageContext context) => new($"{Number} {(Before is null ? 0 : (await context.ReadAsync(Before).ConfigureAwait(false)).Value.Length)}");
}
