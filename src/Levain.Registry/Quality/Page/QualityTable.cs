using Levain.Learning.Reports;

namespace Levain.Registry.Pages;

/// <summary>The versions of a group, newest first.</summary>
internal static class QualityTable
{
    private const int MostRows = 200, MostMetrics = 8, CommitDigits = 10;

    public static void Append(HtmlText page, ModelQuality quality, string id)
    {
        var metrics = quality.Metrics.Take(MostMetrics).ToList();
        page.Markup("<div class=\"scroll versions\">\n<table>\n<thead><tr><th class=\"n\">version</th><th>state</th><th>names</th><th>registered</th>");
        foreach (var metric in metrics) page.Add($"<th class=\"n\"><bdi>{metric}</bdi></th>");
        page.Markup("<th>by</th><th>commit</th><th>model</th></tr></thead>\n<tbody>\n");
        foreach (var version in quality.Versions.Reverse().Take(MostRows)) Append(page, version, metrics, id);
        page.Markup("</tbody>\n</table>\n</div>\n");
        if (quality.Versions.Count > MostRows) page.Add($"<p class=\"note\">The newest {MostRows} of {PageNumber.Counted(quality.Versions.Count, "version")}; the JSON has all.</p>\n");
        if (quality.Metrics.Count > MostMetrics) page.Add($"<p class=\"note\">{MostMetrics} of {PageNumber.Counted(quality.Metrics.Count, "metric")}; the others are in the plots above.</p>\n");
    }

    public static void AppendState(HtmlText page, VersionState state)
    {
        var word = state == VersionState.Pending ? "waiting" : QualityJson.Word(state);
        page.Add($"<span class=\"state {word}\">{word}</span>");
    }

    private static void Append(HtmlText page, QualityVersion version, List<string> metrics, string id)
    {
        page.Add($"<tr id=\"{id}-version-{version.Number}\"><td class=\"n strong\">{version.Number}</td><td>");
        AppendState(page, version.State);
        if (version.Why is { } why) page.Add($"<span class=\"why\"><bdi>{why}</bdi></span>");
        page.Markup("</td><td>");
        foreach (var alias in version.Aliases) page.Add($"<span class=\"alias\"><bdi>{alias}</bdi></span> ");
        page.Add($"</td><td class=\"soft\">{PageNumber.Moment(version.At)}</td>");
        foreach (var metric in metrics) Append(page, version.Metrics.FirstOrDefault(each => each.Name == metric));
        page.Add($"<td><bdi>{version.By}</bdi></td><td>");
        if (version.Commit is { } commit) page.Add($"<code title=\"{commit}\">{(commit.Length > CommitDigits ? commit[..CommitDigits] : commit)}</code>{(version.IsDirty ? " with changes" : "")}");
        page.Markup("</td><td>");
        if (version.Model is { } model) page.Add($"<code title=\"{model.Digest.ToString()}\">{model.Digest.Brief}</code>");
        page.Markup("</td></tr>\n");
    }

    private static void Append(HtmlText page, VersionMetric? metric)
    {
        if (metric is null)
        {
            page.Markup("<td class=\"n soft\">–</td>");
            return;
        }

        page.Add($"<td class=\"n\">{PageNumber.Of(metric.Value)}");
        if (metric is { Low: { } low, High: { } high }) page.Add($"<span class=\"interval\">{PageNumber.Of(low)} to {PageNumber.Of(high)}</span>");
        page.Markup("</td>");
    }
}
