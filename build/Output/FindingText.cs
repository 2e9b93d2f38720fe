using System.Globalization;
using System.Text;
using Levain.Collection;

namespace Levain.Host.Output;

/// <summary>What was found wrong in a store, one line each.</summary>
internal static class FindingText
{
    public static string Of(CheckReport report)
    {
        var text = new StringBuilder();
        foreach (var finding in report.Findings)
        {
            var meaning = finding.Meaning.Length > 0 ? $" ({finding.Meaning})" : "";
            text.Append(TextWidth.Clean($"{Word(finding)}  {finding.Where}  {finding.What}{meaning}; {finding.Advice}")).Append('\n');
        }

        var open = report.Findings.Count(finding => !finding.Repaired);
        text.Append(string.Create(CultureInfo.InvariantCulture, $"{report.Checked} objects and actions, {Amounts.Bytes(report.Bytes)}: {Amounts.Count(report.Findings.Count, "finding")}"));
        if (open < report.Findings.Count) text.Append(string.Create(CultureInfo.InvariantCulture, $", {report.Findings.Count - open} repaired"));
        return text.Append('\n').ToString();
    }

    private static string Word(Finding finding) => finding switch
    {
        { Lost: true } => "lost    ",
        { Repaired: true } => "repaired",
        _ => "wrong   ",
    };
}
