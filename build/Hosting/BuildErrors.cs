using Cake.Frosting.Hosting;
using Levain.Host.Output;

namespace Levain.Host;

/// <summary>Tells errors of the engine as people read them; what the host has already told stays silent.</summary>
internal sealed class BuildErrors(StopSignals signals) : IExceptionReporter
{
    public ExceptionReport? Describe(Exception exception)
    {
        // A machine that asked for JSON gets its answer in JSON, whatever the answer is. The command line as such: what is wrong may be its arguments.
        if (exception is BuildException && Environment.GetCommandLineArgs().Contains("--json", StringComparer.OrdinalIgnoreCase)) Console.Out.Write(JsonOutput.Error(exception));
        return Report(exception);
    }

    private ExceptionReport? Report(Exception exception) => exception switch
    {
        BuildException known => new ExceptionReport(known.Message, known.Hint, known.ExitCode),
        ToldException told => new ExceptionReport("", ExitCode: told.ExitCode),
        OperationCanceledException => new ExceptionReport("stopped: what was finished is kept", ExitCode: signals.ExitCode),
        _ => null,
    };
}
