using System.Globalization;
using System.Net;
using System.Text;

namespace Levain.Host.Output;

/// <summary>The page that lists all reports.</summary>
internal static class ReportIndex
{
    private const int MostMetrics = 6;

    /// <param name="quality">The page of versions, where there are some.</param>
    public static string Of(IReadOnlyList<ReportedModel> reported, WrittenQuality? quality = null)
    {
        var html = new StringBuilder();
        html.Append("<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>Models</title>\n<style>\n");
        html.Append(":root { color-scheme: light dark; --text: light-dark(#1c1c1e, #ececee); --quiet: light-dark(#62626a, #a2a2aa); --line: light-dark(#d8d8dc, #3c3c42); --page: light-dark(#ffffff, #18181b); --link: light-dark(#0b57a4, #86bbf2); }\n");
        html.Append("body { margin: 2rem auto; max-width: 60rem; padding: 0 1rem; font: 1rem/1.5 system-ui, sans-serif; color: var(--text); background: var(--page); }\n");
        html.Append("table { border-collapse: collapse; width: 100%; }\nth, td { text-align: left; padding: .5rem .75rem .5rem 0; border-bottom: 1px solid var(--line); vertical-align: top; }\nth { color: var(--quiet); font-weight: 500; }\na { color: var(--link); }\ncode { color: var(--quiet); font-size: .85em; }\n");
        html.Append("</style>\n</head>\n<body>\n<h1>Models</h1>\n");
        if (quality is not null) html.Append($"<p><a href=\"{Text(quality.Link)}\">Model Quality</a> of {Amounts.Count(quality.Groups, "group")} with {Amounts.Count(quality.Versions, "version")}</p>\n");
        html.Append("<table>\n<thead><tr><th scope=\"col\">model</th><th scope=\"col\">report</th><th scope=\"col\">metrics</th><th scope=\"col\">digest</th></tr></thead>\n<tbody>\n");
        foreach (var each in reported)
        {
            var metrics = string.Join("<br>", each.Metrics.Take(MostMetrics).Select(metric => Text(string.Create(CultureInfo.InvariantCulture, $"{metric.Key} {metric.Value:0.####}"))));
            html.Append($"<tr><td>{Text(each.Model)}</td><td><a href=\"{Text(each.Link)}\">{Text(each.Stage)}</a></td><td>{metrics}</td><td><code title=\"{each.Digest}\">{each.Digest.Hex[..12]}</code></td></tr>\n");
        }

        return html.Append("</tbody>\n</table>\n</body>\n</html>\n").ToString();
    }

    private static string Text(string text) => WebUtility.HtmlEncode(TextWidth.Clean(text));
}
