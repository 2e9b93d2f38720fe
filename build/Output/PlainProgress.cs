using Levain.Scheduling;

namespace Levain.Host.Output;

/// <summary>Progress as lines that stay: for files, pipes and build servers.</summary>
internal sealed class PlainProgress(TextWriter output, Terminal terminal, BuildScope scope) : IProgressDisplay
{
    private readonly Lock gate = new();
    private bool disposed;

    public void Started(string model, string stage, TimeSpan? expected) => Write(EventLine.Started(scope.NameOf(model, stage), expected));

    public void Progressed(string model, string stage, double fraction) { }

    public void Finished(StageOutcome outcome)
    {
        if (EventLine.IsWorth(outcome)) Write(EventLine.Finished(scope.NameOf(outcome.Model, outcome.Stage), outcome, terminal.Colour));
    }

    public void Noticed(string message) => Write(EventLine.Noticed(message));

    public void Dispose()
    {
        lock (gate) disposed = true;
    }

    private void Write(string line)
    {
        lock (gate)
        {
            if (disposed) return;
            try
            {
                // One write: lines of other processes on the same pipe do not come between.
                output.Write(line + "\n");
                output.Flush();
            }
            catch (IOException)
            {
                // Nobody reads it any more: that is no reason for the build to fail.
                disposed = true;
            }
        }
    }
}
