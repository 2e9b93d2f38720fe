using System.Text;

namespace Levain.Host.Output;

/// <summary>Errors as people read them: one line and a hint for what they can mend, the whole stack for what they cannot.</summary>
internal static class ErrorText
{
    public static string Of(Exception error, bool colour = false) => Of([error], colour);

    /// <summary>Each failure once, however many stages it went through.</summary>
    public static string Of(IEnumerable<Exception> errors, bool colour = false)
    {
        var text = new StringBuilder();
        var said = new HashSet<string>(StringComparer.Ordinal);
        foreach (var error in errors.SelectMany(Flat))
        {
            var block = error is BuildException known ? Known(known, colour) : Bug(error, colour);
            if (said.Add(block)) text.Append(block);
        }

        return text.ToString();
    }

    /// <summary>What the process exits with: the worst of the errors.</summary>
    public static int ExitCode(IEnumerable<Exception> errors) => errors.SelectMany(Flat).Select(error => (error as BuildException)?.ExitCode ?? 1).DefaultIfEmpty(0).Max();

    private static IEnumerable<Exception> Flat(Exception error) => error is AggregateException many ? many.Flatten().InnerExceptions : [error];

    private static string Known(BuildException error, bool colour) =>
        $"{Label(colour)}{TextWidth.Clean(error.Message)}\n{string.Concat(error.Details.Select(line => $"  {TextWidth.Clean(line).TrimEnd()}\n"))}{(error.Hint is { } hint ? $"  {Paint.Of("hint:", Tone.Quiet, colour)} {TextWidth.Clean(hint)}\n" : "")}";

    private static string Bug(Exception error, bool colour)
    {
        var text = new StringBuilder();
        text.Append(Label(colour)).Append(TextWidth.Clean($"{error.GetType().Name}: {error.Message}")).Append('\n');
        text.Append($"  {Paint.Of("hint:", Tone.Quiet, colour)} this is a bug in levain, not in your model: please report it with the lines below\n");
        foreach (var line in error.ToString().Split('\n')) text.Append("  ").Append(TextWidth.Clean(line).TrimEnd()).Append('\n');
        return text.ToString();
    }

    private static string Label(bool colour) => Paint.Of("error:", Tone.Bad, colour) + " ";
}
