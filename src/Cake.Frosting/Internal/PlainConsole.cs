using System.Globalization;
using Cake.Core;

namespace Cake.Frosting.Internal;

/// <summary>Standard output for data and standard error for progress, without colour unless both ends want it.</summary>
internal sealed class PlainConsole : IConsole
{
    public ConsoleColor ForegroundColor
    {
        get => SupportAnsiEscapeCodes ? Console.ForegroundColor : ConsoleColor.Gray;
        set
        {
            if (SupportAnsiEscapeCodes) Console.ForegroundColor = value;
        }
    }

    public ConsoleColor BackgroundColor
    {
        get => SupportAnsiEscapeCodes ? Console.BackgroundColor : ConsoleColor.Black;
        set
        {
            if (SupportAnsiEscapeCodes) Console.BackgroundColor = value;
        }
    }

    /// <summary>Only on a terminal, and never against <c>NO_COLOR</c> (no-color.org: set and not empty).</summary>
    public bool SupportAnsiEscapeCodes => !Console.IsOutputRedirected && !Console.IsErrorRedirected && string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));

    public void Write(string format, params object[] arg) => Console.Out.Write(Text(format, arg));

    public void Write(string value) => Console.Out.Write(value);

    public void WriteLine(string format, params object[] arg) => Console.Out.WriteLine(Text(format, arg));

    public void WriteLine(string value) => Console.Out.WriteLine(value);

    public void WriteError(string format, params object[] arg) => Console.Error.Write(Text(format, arg));

    public void WriteError(string value) => Console.Error.Write(value);

    public void WriteErrorLine(string format, params object[] arg) => Console.Error.WriteLine(Text(format, arg));

    public void WriteErrorLine(string value) => Console.Error.WriteLine(value);

    public void ResetColor()
    {
        if (SupportAnsiEscapeCodes) Console.ResetColor();
    }

    private static string Text(string format, object[] arg) => arg.Length == 0 ? format : string.Format(CultureInfo.InvariantCulture, format, arg);
}
