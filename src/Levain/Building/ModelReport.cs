using Levain.Scheduling;

namespace Levain.Building;

/// <summary>What became of one model in a build.</summary>
public sealed record ModelReport(ModelPlan Plan, IReadOnlyList<StageOutcome> Outcomes)
{
    public IReadOnlyList<GateOutcome> Gates { get; init; } = [];

    /// <summary>True when <c>model.lock.json</c> was written.</summary>
    public bool LockWritten { get; init; }

    public bool Failed => Outcomes.Any(outcome => outcome.Result is StageResult.Failed or StageResult.Skipped) || Gates.Any(gate => !gate.Passed);
}

/// <summary>What a gate found.</summary>
/// <param name="Value">Null when the stage reports no such metric.</param>
public sealed record GateOutcome(Gate Gate, double? Value)
{
    public bool Passed => Value is { } value && Gate.Allows(value);
}
