using System.Collections.Concurrent;
using System.Diagnostics;
using Levain.Building;
using Levain.Learning;
using Levain.Numerics;
using Levain.Planning;
using Levain.Scheduling;
using Levain.Tables;

namespace Levain.Bench.Learning;

/// <summary>What it costs to give a study one more trial: real trees, a real store, a build anew.</summary>
internal sealed class StudyRerun(string root, int rows)
{
    private const int Trials = 50;

    /// <summary>Seconds of the whole build with one more trial, how many trials ran in it, and how long that one took.</summary>
    public (double Seconds, int Ran, double Trial) Measure()
    {
        Build(Trials);
        var started = Stopwatch.GetTimestamp();
        var ran = Build(Trials + 1);
        var seconds = Stopwatch.GetElapsedTime(started).TotalSeconds;
        return (seconds, ran.Count, ran.Sum(outcome => outcome.Duration!.Value.TotalSeconds));
    }

    private List<StageOutcome> Build(int trials)
    {
        // Everything anew, as a process that starts: only the code is warm.
        var workspace = Workspace.Open(root);
        var session = new BuildSession(workspace, new ReachedCodes(AppContext.BaseDirectory, Path.Combine(workspace.Folder.Root, "fingerprints")));
        var heard = new RunTrials();
        var report = session.BuildAsync(session.Plan(new ModelProject("study", new OneStudy(trials, rows)), new BuildProfile()), heard).GetAwaiter().GetResult();
        return report.Failed ? throw new BuildException($"the study failed: {report.Outcomes.FirstOrDefault(outcome => outcome.Error is not null)?.Error?.Message}") : [.. heard.Ran];
    }

    /// <summary>Hears which stages of other stages ran.</summary>
    private sealed class RunTrials : IBuildEvents
    {
        public ConcurrentQueue<StageOutcome> Ran { get; } = new();

        public void Started(string model, string stage, TimeSpan? expected) { }

        public void Progressed(string model, string stage, double fraction) { }

        public void Finished(StageOutcome outcome)
        {
            if (outcome.IsSubStage && outcome.Duration is not null) Ran.Enqueue(outcome);
        }

        public void Noticed(string message) { }
    }
}

/// <summary>A study of boosted trees, of which every trial takes about as long as any other.</summary>
public sealed class OneStudy(int trials, int rows) : Pipeline
{
    public override IEnumerable<Stage> Compose(BuildProfile profile)
    {
        var training = new DrawTable { Label = "training", Rows = rows, Seed = 1 };
        yield return new TuneTrees
        {
            Training = training,
            Validation = new DrawTable { Label = "validation", Rows = rows / 4, Seed = 2 },
            Target = "label",
            Options = new() { Seed = 1, Objective = Objective.Logistic, Rounds = 40, Depth = 6 },
            Space = new SearchSpace(Parameter.Number("learning_rate", 0.02, 0.3) with { IsLogarithmic = true }, Parameter.Number("reg_lambda", 0.01, 10) with { IsLogarithmic = true }),
            Trials = trials,
            Seed = 7,
        };
    }
}

/// <summary>Draws rows of ten columns and a label.</summary>
public sealed record DrawTable : Stage<Table>
{
    public required int Rows { get; init; }

    public required ulong Seed { get; init; }

    protected override Task<Table> RunAsync(StageContext context)
    {
        var random = new CounterRandom(Seed);
        double[][] columns = [.. Enumerable.Range(0, 10).Select(column => Enumerable.Range(0, Rows).Select(row => random.Fork((ulong)column).Normal((ulong)row)).ToArray())];
        double?[] label = [.. Enumerable.Range(0, Rows).Select(row => (double?)(columns[0][row] + (columns[1][row] * columns[2][row]) + random.Fork(99).Normal((ulong)row) > 0 ? 1 : 0))];
        return Task.FromResult(new Table([.. columns.Select((column, i) => TableColumn.Of<double>($"x{i}", [.. column.Select(value => (double?)value)])), TableColumn.Of<double>("label", label)]));
    }
}
