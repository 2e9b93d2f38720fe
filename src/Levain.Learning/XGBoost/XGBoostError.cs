using System.Runtime.InteropServices;

namespace Levain.Learning;

/// <summary>What XGBoost says went wrong, as a sentence for people.</summary>
internal static class XGBoostError
{
    /// <summary>Throws what the library says last, unless it returned 0.</summary>
    public static void Check(int result)
    {
        if (result != 0) throw Last();
    }

    private static unsafe BuildException Last() => new(Sentence(Marshal.PtrToStringUTF8((nint)XGBoostNative.LastError()) ?? ""));

    /// <summary>The first line without its time, the place in XGBoost's sources, and the condition that was checked there; the stack behind it is XGBoost's own matter.</summary>
    public static string Sentence(string text)
    {
        var line = text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).FirstOrDefault() ?? "it does not say what";
        if (line.StartsWith('[') && line.IndexOf("] ", StringComparison.Ordinal) is > 0 and var time) line = line[(time + 2)..];
        if (line.IndexOf(": ", StringComparison.Ordinal) is > 0 and var place && IsPlace(line[..place])) line = line[(place + 2)..];
        const string check = "Check failed: ";
        if (line.StartsWith(check, StringComparison.Ordinal))
        {
            var reason = line.IndexOf(": ", check.Length, StringComparison.Ordinal);
            line = reason > 0 && line[(reason + 2)..].Trim() is { Length: > 0 } told ? told : $"`{line[check.Length..].TrimEnd(' ', ':')}` does not hold";
        }

        return $"XGBoost: {line.Trim().TrimEnd('.')}";
    }

    // Such as ./src/objective/objective.cc:26
    private static bool IsPlace(string text) => text.LastIndexOf(':') is > 0 and var colon && !text.Contains(' ', StringComparison.Ordinal) && text.AsSpan(colon + 1).IndexOfAnyExceptInRange('0', '9') < 0;
}
