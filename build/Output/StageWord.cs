using Levain.Planning;
using Levain.Scheduling;

namespace Levain.Host.Output;

/// <summary>The one word that says what became of a stage, or what is to become of it.</summary>
/// <param name="IsDone">True when there was nothing to do.</param>
internal readonly record struct StageWord(string Text, Tone Tone, bool IsDone = false)
{
    public static StageWord Of(StageState state) => state switch
    {
        StageState.Fresh => new("fresh", Tone.Quiet, IsDone: true),
        StageState.Cached => new("cached", Tone.Quiet, IsDone: true),
        StageState.Recorded => new("recorded", Tone.Quiet, IsDone: true),
        StageState.Stale => new("stale", Tone.Open),
        _ => new("depends", Tone.Open),
    };

    public static StageWord Of(StageOutcome outcome) => outcome.Result switch
    {
        StageResult.Built => new("built", Tone.Good),
        StageResult.Unchanged => new("unchanged", Tone.Good),
        StageResult.Failed => new("failed", Tone.Bad),
        StageResult.Skipped => new("skipped", Tone.Open),
        // Planned to run, but another build was faster: its result came from the cache.
        _ when outcome.State is StageState.Stale or StageState.Depends => Of(StageState.Cached),
        _ => Of(outcome.State),
    };

    /// <summary>All words, the most urgent first: the order of a summary.</summary>
    public static ReadOnlySpan<string> Urgency => Order;

    private static readonly string[] Order = ["failed", "skipped", "built", "unchanged", "stale", "depends", "recorded", "cached", "fresh"];

    public override string ToString() => Text;
}
