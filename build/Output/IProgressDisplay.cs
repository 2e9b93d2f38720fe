using Levain.Scheduling;

namespace Levain.Host.Output;

/// <summary>Shows a person how a build goes, until it is disposed of.</summary>
internal interface IProgressDisplay : IBuildEvents, IDisposable;

/// <summary>Chooses how progress is shown.</summary>
internal static class ProgressDisplay
{
    /// <summary>Live on a terminal, plain lines elsewhere.</summary>
    public static IProgressDisplay OnError(BuildScope scope, TimeProvider clock)
    {
        var terminal = Terminal.OfError();
        return terminal.CanRedraw ? new LiveProgress(Console.Error, Terminal.OfError, scope, clock, watchSignals: true) : new PlainProgress(Console.Error, terminal, scope);
    }
}
