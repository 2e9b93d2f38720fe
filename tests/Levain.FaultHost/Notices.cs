using Levain.Scheduling;

namespace Levain.FaultHost;

/// <summary>Prints what a person would want to know while it happens.</summary>
internal sealed class Notices : IBuildEvents
{
    public void Started(string model, string stage, TimeSpan? expected) { }

    public void Progressed(string model, string stage, double fraction) { }

    public void Finished(StageOutcome outcome) { }

    public void Noticed(string message) => Console.WriteLine(message);
}
