using System.Runtime.InteropServices;

namespace Levain.Host;

/// <summary>Ctrl+C and other requests to end: the first one lets stages end in order, the second one ends the process.</summary>
internal sealed class StopSignals : IDisposable
{
    // Longer than any stage gets to stop: what has not ended by then does not listen.
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    private readonly CancellationTokenSource stopping = new();
    private readonly List<PosixSignalRegistration> registrations;
    private Timer? impatience;

    public StopSignals() => registrations = [On(PosixSignal.SIGINT, 130), On(PosixSignal.SIGTERM, 143), On(PosixSignal.SIGHUP, 129)];

    public CancellationToken Stopping => stopping.Token;

    /// <summary>128 and the number of the signal, as shells count.</summary>
    public int ExitCode { get; private set; } = 130;

    public void Dispose()
    {
        foreach (var registration in registrations) registration.Dispose();
        impatience?.Dispose();
        stopping.Dispose();
    }

    private PosixSignalRegistration On(PosixSignal signal, int exitCode) => PosixSignalRegistration.Create(signal, context =>
    {
        if (stopping.IsCancellationRequested) return;
        context.Cancel = true;
        ExitCode = exitCode;
        impatience = new Timer(_ => Environment.Exit(exitCode), null, Patience, Timeout.InfiniteTimeSpan);
        stopping.Cancel();
    });
}
