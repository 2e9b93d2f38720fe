using System.Collections.Concurrent;
using Levain.Scheduling;

namespace Levain.Tests.Faults;

/// <summary>Keeps what became of every stage, sub-stages among them.</summary>
internal sealed class FinishedStages : IBuildEvents
{
    private readonly ConcurrentQueue<StageOutcome> outcomes = new();
    private readonly ConcurrentQueue<string> notices = new();

    public IReadOnlyList<StageOutcome> Outcomes => [.. outcomes];

    public IReadOnlyList<string> Notices => [.. notices];

    public void Started(string model, string stage, TimeSpan? expected) { }

    public void Progressed(string model, string stage, double fraction) { }

    public void Finished(StageOutcome outcome) => outcomes.Enqueue(outcome);

    public void Noticed(string message) => notices.Enqueue(message);
}
