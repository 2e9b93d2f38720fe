using Levain.Learning.Reports;

namespace Levain.Registry.Pages;

/// <summary>What a page says of one group.</summary>
internal static class QualitySection
{
    private const int MostMetrics = 60, MostMoves = 50;

    public static void Append(HtmlText page, ModelQuality quality, string id)
    {
        page.Add($"<section id=\"{id}\">\n<h2><bdi>{quality.Group}</bdi></h2>\n<p class=\"soft\">{States(quality)}</p>\n");
        AppendAliases(page, quality, id);
        if (quality.Versions.Count == 0)
        {
            page.Markup("</section>\n");
            return;
        }

        AppendPlots(page, quality);
        QualityTable.Append(page, quality, id);
        AppendMoves(page, quality);
        page.Markup("</section>\n");
    }

    private static string States(ModelQuality quality)
    {
        if (quality.Versions.Count == 0) return "no version yet";
        int Count(VersionState state) => quality.Versions.Count(version => version.State == state);
        (int Count, string Word)[] states = [(Count(VersionState.Approved), "approved"), (Count(VersionState.Rejected), "rejected"), (Count(VersionState.Pending), "waiting for approval"), (Count(VersionState.Damaged), "damaged")];
        return $"{PageNumber.Counted(quality.Versions.Count, "version")}: {string.Join(", ", states.Where(state => state.Count > 0).Select(state => FormattableString.Invariant($"{state.Count:N0} {state.Word}")))}";
    }

    private static void AppendAliases(HtmlText page, ModelQuality quality, string id)
    {
        if (quality.Aliases.Count == 0) return;
        page.Markup("<p>");
        foreach (var (alias, version) in quality.Aliases) page.Add($"<a class=\"alias\" href=\"#{id}-version-{version}\"><bdi>{alias}</bdi> → {version}</a> ");
        page.Markup("</p>\n");
    }

    private static void AppendPlots(HtmlText page, ModelQuality quality)
    {
        if (quality.Metrics.Count == 0) return;
        var metrics = quality.Metrics.Take(MostMetrics).ToList();
        page.Markup("<div class=\"plots\">\n");
        foreach (var metric in metrics) Append(page, QualityPlot.OverVersions(quality, metric));
        page.Markup("</div>\n<details>\n<summary>over time</summary>\n<div class=\"plots\">\n");
        foreach (var metric in metrics) Append(page, QualityPlot.OverTime(quality, metric));
        page.Markup("</div>\n</details>\n");
        if (quality.Metrics.Count > MostMetrics) page.Add($"<p class=\"note\">{MostMetrics} of {PageNumber.Counted(quality.Metrics.Count, "metric")} are drawn; the JSON has all.</p>\n");
    }

    private static void Append(HtmlText page, Plot plot) => page.Plot(plot);

    private static void AppendMoves(HtmlText page, ModelQuality quality)
    {
        if (quality.Moves.Count == 0) return;
        page.Markup("<details>\n<summary>moves of names</summary>\n<ol class=\"moves\">\n");
        foreach (var move in quality.Moves.Reverse().Take(MostMoves))
        {
            page.Add($"<li><span class=\"soft\">{PageNumber.Moment(move.At)}</span> <span class=\"alias\"><bdi>{move.Alias}</bdi></span> {Version(move.From)} → {Version(move.To)}{(move.IsRollback ? ", rolled back" : "")} by <bdi>{move.By}</bdi>");
            if (move.Why is { Length: > 0 } why) page.Add($": <bdi>{why}</bdi>");
            page.Markup("</li>\n");
        }

        page.Markup("</ol>\n</details>\n");
        if (quality.Moves.Count > MostMoves) page.Add($"<p class=\"note\">The newest {MostMoves} of {PageNumber.Counted(quality.Moves.Count, "move")}; the JSON has all.</p>\n");
    }

    private static string Version(int? number) => number is { } version ? FormattableString.Invariant($"{version}") : "none";
}
