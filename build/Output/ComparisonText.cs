using System.Text;
using Levain.Host.Registering;
using Levain.Registry;

namespace Levain.Host.Output;

/// <summary>Two versions side by side, as people read it: what differs, and how much does not.</summary>
internal static class ComparisonText
{
    private const int LongestValue = 60;

    public static string Of(VersionComparing comparing, Terminal terminal)
    {
        var text = new StringBuilder();
        text.Append(Paint.Of(TextWidth.Clean(FormattableString.Invariant($"{comparing.Group.Name} version {comparing.From.Number} and version {comparing.To.Number}")), Tone.Heading, terminal.Colour)).Append('\n');
        var differing = comparing.Compared.Rows.Where(row => row.Differs && !IsBound(row, comparing.Compared.Rows)).ToList();
        if (differing.Count == 0) return text.Append("  nothing differs\n").ToString();
        string[] head = ["", "", FormattableString.Invariant($"{comparing.From.Number}"), FormattableString.Invariant($"{comparing.To.Number}"), "change"];
        text.Append(PlainTable.Of(head, [.. differing.Select(row => (IReadOnlyList<string>)[Word(row.Kind), row.Name, Value(row, 0), Value(row, 1), Change(row)])], terminal));
        var same = comparing.Compared.Rows.Count(row => !row.Differs);
        return same == 0 ? text.ToString() : text.Append($"and {Amounts.Count(same, "line")} that {(same == 1 ? "is" : "are")} the same: `--json` lists all\n").ToString();
    }

    /// <summary>Such as <c>parameter</c>. Tags hold what is no figure: commit, code and outputs.</summary>
    public static string Word(ComparedKind kind) => kind switch
    {
        ComparedKind.Parameter => "option",
        ComparedKind.Metric => "metric",
        ComparedKind.Dataset => "data",
        _ => "origin",
    };

    // The ends of an interval move with its metric, and would hide it.
    private static bool IsBound(ComparedRow row, IReadOnlyList<ComparedRow> rows) =>
        row.Kind == ComparedKind.Metric && Path.GetExtension(row.Name) is ".low" or ".high" && rows.Any(other => other.Kind == ComparedKind.Metric && other.Name == Path.ChangeExtension(row.Name, null));

    private static string Value(ComparedRow row, int run) => row switch
    {
        { Kind: ComparedKind.Metric } when row.Numbers[run] is { } number => Amounts.Of(number, 6),
        _ when row.Values[run] is not { } value => "none",
        _ when Digest.TryParse(row.Values[run]!, out var digest) => digest.Brief,
        _ => TextWidth.Cut(TextWidth.Clean(row.Values[run]!), LongestValue),
    };

    private static string Change(ComparedRow row) => row.Change is { } change ? $"{(change > 0 ? "+" : "")}{Amounts.Of(change)}" : "";
}
