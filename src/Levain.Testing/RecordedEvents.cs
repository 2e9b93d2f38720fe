using System.Collections.Concurrent;
using Levain.Scheduling;

namespace Levain.Testing;

/// <summary>Keeps what a build told while it ran, one line each.</summary>
public sealed class RecordedEvents : IBuildEvents
{
    private readonly ConcurrentQueue<string> lines = new();

    public IReadOnlyList<string> Lines => [.. lines];

    public void Started(string model, string stage, TimeSpan? expected) => lines.Enqueue($"started {stage}");

    public void Progressed(string model, string stage, double fraction) => lines.Enqueue(FormattableString.Invariant($"{stage} {fraction:0.##}"));

    public void Finished(StageOutcome outcome)
    {
        ArgumentNullException.ThrowIfNull(outcome);
        lines.Enqueue($"{outcome.Result} {outcome.Stage}");
    }

    public void Noticed(string message) => lines.Enqueue(message);
}
