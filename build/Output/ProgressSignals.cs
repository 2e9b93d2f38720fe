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
        if (!OperatingSystem.IsLinux()) return;
        registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGTSTP, pause =>
        {
            // Whoever listens to this signal has to stop the process itself: the runtime does not.
            pause.Cancel = true;
            progress.Hide();
            _ = kill(Environment.ProcessId, Stop);
        }));
        registrations.Add(PosixSignalRegistration.Create(PosixSignal.SIGCONT, _ => progress.Show()));
    }

    // SIGSTOP of Linux.
    private const int Stop = 19;

    [DllImport("libc")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern int kill(int process, int signal);

    public void Dispose()
    {
        foreach (var registration in registrations) registration.Dispose();
    }
}
