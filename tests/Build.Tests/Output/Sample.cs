using Levain.Actions;
using Levain.Planning;
using Levain.Scheduling;

namespace Levain.Host.Tests.Output;

/// <summary>A small pipeline with a decision of every kind.</summary>
internal static class Sample
{
    public static BuildProfile Profile { get; } = new();

    public static StageGraph Graph { get; } = StageGraph.Of([Pipeline()]);

    public static Plan Plan { get; } = new(Graph, [.. Graph.Order.Select(Decide)]);

    private static EvaluateModel Pipeline()
    {
        var shots = new SimulateShots { Players = Artifact.Snapshot<Text>("players & <clubs>") };
        var features = new MakeFeatures { Shots = shots, Query = Artifact.Workspace<Text>("models/xgoals/features.sql") };
        var train = new TrainTrees { Training = features };
        return new EvaluateModel { Model = train, Shots = shots };
    }

    public static StageOutcome Outcome(string stage, StageState state, StageResult result, string reason = "nothing changed", double? seconds = null, string model = "xgoals", params (string, double)[] metrics) => new()
    {
        Model = model,
        Stage = stage,
        State = state,
        Result = result,
        Reason = reason,
        Key = Digest.Of($"key of {stage}"),
        Output = result is StageResult.Failed or StageResult.Skipped ? null : Content.File(Digest.Of(stage)),
        Duration = seconds is { } time ? TimeSpan.FromSeconds(time) : null,
        Metrics = [.. metrics.Select(metric => new KeyValuePair<string, double>(metric.Item1, metric.Item2))],
        Error = result == StageResult.Failed ? new BuildException(reason) : null,
    };

    public static IReadOnlyList<StageOutcome> Outcomes { get; } =
    [
        Outcome("SimulateShots", StageState.Fresh, StageResult.UpToDate),
        Outcome("MakeFeatures", StageState.Cached, StageResult.UpToDate, "ran before with the same key"),
        Outcome("TrainTrees", StageState.Stale, StageResult.Built, "option `Depth` changed from 6 to 7", 1.42),
        Outcome("EvaluateModel", StageState.Depends, StageResult.Built, "depends on TrainTrees", 0.037, metrics: [("auc", 0.78234), ("brier", 0.1871), ("log_loss", 0.4512), ("rows", 12000)]),
        Outcome("WriteCard", StageState.Depends, StageResult.Unchanged, "depends on EvaluateModel", 75),
    ];

    private static Decision Decide(StageNode node) => node.Name switch
    {
        "SimulateShots" => new(StageState.Fresh, "nothing changed") { Key = Key(node, "6"), Output = Content.File(Digest.Of("shots")) },
        "MakeFeatures" => new(StageState.Cached, "ran before with the same key") { Key = Key(node, "6"), Output = Content.Tree(Digest.Of("features")), Record = Record(node, "6") },
        "TrainTrees" => Stale(node),
        _ => new(StageState.Depends, "depends on TrainTrees"),
    };

    private static Decision Stale(StageNode node)
    {
        var (previous, key) = (Record(node, "6"), Key(node, "7"));
        var differences = KeyDifference.Between([.. previous.Key.Where(part => part.Key != "package.Old"), new("package.Gone", "1.0.0")], key.Parts);
        return new(StageState.Stale, string.Join("; ", differences.Select(difference => difference.Sentence))) { Key = key, Previous = previous, Differences = differences };
    }

    private static ActionRecord Record(StageNode node, string depth) => new()
    {
        Key = Key(node, depth).Parts,
        Output = Content.Tree(Digest.Of("features")),
        Size = 4096,
        Duration = TimeSpan.FromSeconds(12.3),
        Metrics = [new("rows", 5000)],
    };

    private static ActionKey Key(StageNode node, string depth) => new(
    [
        new("stage", node.Stage.GetType().FullName!),
        new("code", Digest.Of($"code at {depth}").ToString()),
        new("environment.dotnet", "10.0"),
        new("option.Depth", depth),
        .. node.Parts.Inputs.Select(input => new KeyValuePair<string, string>($"input.{input.Name}", Digest.Of(input.Name).ToString())),
    ]);
}

internal sealed record SimulateShots : Stage<Text>
{
    public required Artifact<Text> Players { get; init; }

    protected override Task<Text> RunAsync(StageContext context) => throw new NotSupportedException("only drawn");
}

internal sealed record MakeFeatures : Stage<Text>
{
    public required Artifact<Text> Shots { get; init; }

    public required Artifact<Text> Query { get; init; }

    protected override Task<Text> RunAsync(StageContext context) => throw new NotSupportedException("only drawn");
}

internal sealed record TrainTrees : Stage<Text>
{
    public required Artifact<Text> Training { get; init; }

    public int Depth { get; init; } = 7;

    protected override Task<Text> RunAsync(StageContext context) => throw new NotSupportedException("only drawn");
}

internal sealed record EvaluateModel : Stage<Text>
{
    public required Artifact<Text> Model { get; init; }

    public required Artifact<Text> Shots { get; init; }

    protected override Task<Text> RunAsync(StageContext context) => throw new NotSupportedException("only drawn");
}

/// <summary>A stage with any name and any inputs, for graphs of any form.</summary>
internal sealed record Node : Stage<Text>
{
    public IReadOnlyList<Artifact<Text>> Inputs { get; init; } = [];

    protected override Task<Text> RunAsync(StageContext context) => throw new NotSupportedException("only drawn");
}
