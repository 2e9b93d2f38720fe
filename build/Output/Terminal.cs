namespace Levain.Host.Output;

/// <summary>What one of our output streams leads to: a terminal with a size and perhaps colours, or a file or pipe.</summary>
internal sealed record Terminal
{
    /// <summary>A file or a pipe: nothing is shortened and nothing coloured.</summary>
    public static Terminal None { get; } = new();

    public bool IsTerminal { get; init; }

    /// <summary>Columns; <see cref="int.MaxValue"/> where lines may be as long as they like.</summary>
    public int Width { get; init; } = int.MaxValue;

    public int Height { get; init; } = int.MaxValue;

    public bool Colour { get; init; }

    /// <summary>True when lines may be drawn over: a terminal that obeys escape codes, watched by a person.</summary>
    public bool CanRedraw { get; init; }

    public static Terminal OfOutput() => Of(Console.IsOutputRedirected, Environment.GetEnvironmentVariable, static () => TerminalSize.OfStream(1));

    public static Terminal OfError() => Of(Console.IsErrorRedirected, Environment.GetEnvironmentVariable, static () => TerminalSize.OfStream(2));

    /// <param name="size">Asked only when the stream is a terminal: asking takes time.</param>
    public static Terminal Of(bool redirected, Func<string, string?> variable, Func<(int Width, int Height)?> size)
    {
        var wanted = !IsSet(variable("NO_COLOR"));
        if (redirected) return wanted && IsOn(variable("FORCE_COLOR")) ? None with { Colour = true } : None;

        var obeys = variable("TERM") is not "dumb" && (!OperatingSystem.IsWindows() || IsSet(variable("WT_SESSION")) || IsSet(variable("TERM")));
        var (width, height) = size() ?? (80, 24);
        return new Terminal
        {
            IsTerminal = true,
            Width = Math.Max(20, width),
            Height = Math.Max(2, height),
            Colour = wanted && (obeys || IsOn(variable("FORCE_COLOR"))),
            // Build servers record what they show: a line drawn a thousand times would be in their log a thousand times.
            CanRedraw = obeys && !IsOn(variable("CI")),
        };
    }

    private static bool IsSet(string? value) => !string.IsNullOrEmpty(value);

    private static bool IsOn(string? value) => IsSet(value) && value is not ("0" or "false");
}
