using System.Globalization;
using Cake.Core;
using Cake.Core.Diagnostics;

namespace Cake.Frosting.Internal;

/// <summary>Cake's log as plain lines on standard error, where they never mix with data.</summary>
internal sealed class PlainLog(IConsole console) : ICakeLog
{
    public Verbosity Verbosity { get; set; } = Verbosity.Normal;

    public void Write(Verbosity verbosity, LogLevel level, string format, params object[] args)
    {
        if (verbosity > Verbosity) return;

        var text = args.Length == 0 ? format : string.Format(CultureInfo.InvariantCulture, format, args);
        console.WriteErrorLine(level switch { LogLevel.Fatal or LogLevel.Error => "error: ", LogLevel.Warning => "warning: ", _ => "" } + text);
    }
}
