using Levain.Registry;

namespace Levain.Host.Tracking;

/// <summary>The options of stages as parameters of a run, under the names that <c>--set</c> takes.</summary>
internal static class StageOptions
{
    private const string Prefix = "option.";

    /// <param name="key">The parts of the stage's key.</param>
    public static IEnumerable<RunEntry> Of(string stage, IReadOnlyList<KeyValuePair<string, string>> key) =>
        key.Where(part => part.Key.StartsWith(Prefix, StringComparison.Ordinal)).Select(part => new RunEntry($"{stage}.{part.Key[Prefix.Length..]}", Plain(part.Value)));

    // As people write it; a text that needs its quotes keeps them.
    private static string Plain(string value) => value is ['"', .., '"'] && value.IndexOf('\\', StringComparison.Ordinal) < 0 ? value[1..^1] : value;
}
