using System.Runtime.InteropServices;

namespace Levain.Host.Output;

/// <summary>Clears the screen of progress when the process is asked to end or to pause. Whether it does is decided elsewhere.</summary>
internal sealed class ProgressSignals : IDisposable
{
    private readonly List<PosixSignalRegistration> registrations = [];

    public ProgressSignals(LiveProgress progress)
    {
        foreach (var end in new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP, PosixSignal.SIGQUIT })
            registrations.Add(PosixSignalRegistration.Create(end, _ => progress.Hide()));
        if (OperatingSystem.IsWindows()) return;
        registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTSTP, _ => progress.Hide()));
        registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGCONT, _ => progress.Show()));
    }

    public void Dispose()
    {
        foreach (var registration in registrations) registration.Dispose();
    }
}
