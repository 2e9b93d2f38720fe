using Levain.Planning;
using Levain.Scheduling;

namespace Levain.Host.Output;

/// <summary>One stage as people see it, after a build or in a plan.</summary>
internal sealed record StageRow
{
    public required string Stage { get; init; }

    public required StageWord Word { get; init; }

    public required string Reason { get; init; }

    /// <summary>How long it ran; null when it did not.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>How long it took the last time, where it has to run.</summary>
    public TimeSpan? Expected { get; init; }

    public Digest? Key { get; init; }

    public Content? Output { get; init; }

    public IReadOnlyList<KeyValuePair<string, double>> Metrics { get; init; } = [];

    public Exception? Error { get; init; }

    /// <summary>What the plan decided; null after a build.</summary>
    public Decision? Decision { get; init; }

    public static StageRow Of(StageOutcome outcome) => new()
    {
        Stage = outcome.Stage,
        Word = StageWord.Of(outcome),
        // Why it failed is told below the table, where there is room for it.
        Reason = outcome.Reason,
        Duration = outcome.Duration,
        Key = outcome.Key,
        Output = outcome.Output,
        Metrics = outcome.Metrics,
        Error = outcome.Error,
    };

    public static StageRow Of(StageNode node, Decision decision) => new()
    {
        Stage = node.Name,
        Word = StageWord.Of(decision.State),
        Reason = decision.Reason,
        Expected = decision.IsDone ? null : (decision.Previous ?? decision.Record)?.Duration,
        Key = decision.Key?.Digest,
        Output = decision.Output,
        Metrics = decision.Record?.Metrics ?? [],
        Decision = decision,
    };
}
