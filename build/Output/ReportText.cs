using System.Globalization;
using System.Text;

namespace Levain.Host.Output;

/// <summary>Which pages were written, as people read it.</summary>
internal static class ReportText
{
    private const int MostMetrics = 4;

    public static string Of(IReadOnlyList<ReportedModel> reported, string folder, WrittenQuality? quality = null)
    {
        if (reported.Count == 0) return "";
        var text = new StringBuilder();
        foreach (var each in reported)
        {
            var metrics = string.Join("  ", each.Metrics.Take(MostMetrics).Select(metric => string.Create(CultureInfo.InvariantCulture, $"{TextWidth.Clean(metric.Key)} {metric.Value:0.####}")));
            text.Append($"{TextWidth.Clean(each.Model)} {TextWidth.Clean(each.Stage)}  {metrics}".TrimEnd()).Append('\n').Append($"  {TextWidth.Clean(each.Folder)}/index.html\n");
        }

        if (reported.Count > 1) text.Append($"{TextWidth.Clean(folder)}/index.html lists them\n");
        if (quality is not null) text.Append($"{Amounts.Count(quality.Groups, "group")} with {Amounts.Count(quality.Versions, "version")}\n  {TextWidth.Clean(quality.Folder)}/index.html\n");
        return text.ToString();
    }
}
