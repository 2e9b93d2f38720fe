using Levain.Locks;
using Levain.Planning;
using Levain.Scheduling;

namespace Levain.Host.Output;

/// <summary>All that is shown of one model: its stages, after a build or as planned, and its gates.</summary>
internal sealed record ModelReport
{
    public required string Model { get; init; }

    public required BuildProfile Profile { get; init; }

    public IReadOnlyList<StageRow> Rows { get; init; } = [];

    public IReadOnlyList<GateRow> Gates { get; init; } = [];

    /// <summary>Why the model has no stages to show, such as code that does not compile.</summary>
    public Exception? Error { get; init; }

    public bool Failed => Error is not null || Rows.Any(row => row.Word.Tone == Tone.Bad) || Gates.Any(gate => !gate.Passed);

    /// <param name="locked">Fills in the metrics of stages that nobody had to look at.</param>
    public static ModelReport Of(string model, BuildProfile profile, IEnumerable<StageOutcome> outcomes, IReadOnlyList<GateRow>? gates = null, LockSection? locked = null) => new()
    {
        Model = model,
        Profile = profile,
        Rows = WithMetrics(outcomes.Where(outcome => !outcome.IsSubStage).Select(StageRow.Of), locked),
        Gates = gates ?? [],
    };

    public static ModelReport Of(string model, BuildProfile profile, Plan plan, LockSection? locked = null) => new()
    {
        Model = model,
        Profile = profile,
        Rows = WithMetrics(plan.All.Select(each => StageRow.Of(each.Node, each.Decision)), locked),
    };

    private static IReadOnlyList<StageRow> WithMetrics(IEnumerable<StageRow> rows, LockSection? locked)
    {
        if (locked is null) return [.. rows];
        var known = locked.Stages.ToDictionary(stage => stage.Name, StringComparer.Ordinal);
        return [.. rows.Select(row => row.Metrics.Count == 0 && row.Word.IsDone && known.TryGetValue(row.Stage, out var stage) && stage.Output == row.Output ? row with { Metrics = stage.Metrics } : row)];
    }
}
