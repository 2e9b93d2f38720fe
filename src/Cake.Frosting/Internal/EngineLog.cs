using Cake.Core.Diagnostics;

namespace Cake.Frosting.Internal;

/// <summary>The engine's own words, for those who ask for them: a failure is told once, at the end, with its cause.</summary>
internal sealed class EngineLog(ICakeLog log) : ICakeLog
{
    public Verbosity Verbosity
    {
        get => log.Verbosity;
        set => log.Verbosity = value;
    }

    public void Write(Verbosity verbosity, LogLevel level, string format, params object[] args) =>
        log.Write(verbosity < Verbosity.Verbose ? Verbosity.Verbose : verbosity, level, format, args);
}
