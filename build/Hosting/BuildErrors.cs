using Cake.Frosting.Hosting;

namespace Levain.Host;

/// <summary>Tells errors of the engine as people read them; what the host has already told stays silent.</summary>
internal sealed class BuildErrors(StopSignals signals) : IExceptionReporter
{
    public ExceptionReport? Describe(Exception exception) => exception switch
    {
        BuildException known => new ExceptionReport(known.Message, known.Hint is { } hint ? $"hint: {hint}" : null, known.ExitCode),
        ToldException told => new ExceptionReport("", ExitCode: told.ExitCode),
        OperationCanceledException => new ExceptionReport("stopped: what was finished is kept", ExitCode: signals.ExitCode),
        _ => null,
    };
}
