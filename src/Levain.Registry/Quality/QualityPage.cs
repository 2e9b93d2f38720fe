using System.Text;
using Levain.Drawing;
using Levain.Learning.Reports;
using Levain.Registry.Pages;

namespace Levain.Registry;

/// <summary>The Model Quality dashboard as one HTML file with everything in it: no script, nothing from the network, the same bytes for the same groups.</summary>
public static class QualityPage
{
    private const int LongestText = 300;

    /// <param name="groups">In the order in which they are shown.</param>
    public static byte[] ToBytes(IReadOnlyList<ModelQuality> groups, string title = "Model Quality")
    {
        ArgumentNullException.ThrowIfNull(groups);
        ArgumentNullException.ThrowIfNull(title);
        var page = new HtmlText(LongestText);
        page.Markup("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        page.Markup("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n<meta name=\"color-scheme\" content=\"light dark\">\n");
        page.Add($"<title>{title}</title>\n").Markup("<style>\n").Markup(QualityStyle.Text).Markup("</style>\n");
        if (groups.Any(group => group.Metrics.Count > 0)) page.Markup(PlotStyle.Text);
        page.Add($"</head>\n<body>\n<main>\n<header>\n<h1><bdi>{title}</bdi></h1>\n<p class=\"soft\">{PageNumber.Counted(groups.Count, "group")}, {PageNumber.Counted(groups.Sum(group => group.Versions.Count), "version")}</p>\n</header>\n");
        if (groups.Count > 1) AppendContents(page, groups);
        for (var i = 0; i < groups.Count; i++) QualitySection.Append(page, groups[i], Id(i));
        page.Markup("</main>\n</body>\n</html>\n");
        return Encoding.UTF8.GetBytes(page.ToString());
    }

    private static void AppendContents(HtmlText page, IReadOnlyList<ModelQuality> groups)
    {
        page.Markup("<nav aria-label=\"contents\">\n<div class=\"scroll\">\n<table>\n<thead><tr><th>group</th><th class=\"n\">versions</th><th class=\"n\">newest</th><th>state</th><th>registered</th><th class=\"n\">production</th><th class=\"n\">champion</th><th>metric</th><th class=\"n\">newest</th><th class=\"n\">production</th></tr></thead>\n<tbody>\n");
        for (var i = 0; i < groups.Count; i++) Append(page, groups[i], Id(i));
        page.Markup("</tbody>\n</table>\n</div>\n</nav>\n");
    }

    private static void Append(HtmlText page, ModelQuality quality, string id)
    {
        var newest = quality.Versions.Count == 0 ? null : quality.Versions[^1];
        page.Add($"<tr><td><a href=\"#{id}\"><bdi>{quality.Group}</bdi></a></td><td class=\"n\">{quality.Versions.Count}</td><td class=\"n\">{(newest is null ? "" : FormattableString.Invariant($"{newest.Number}"))}</td><td>");
        if (newest is not null) QualityTable.AppendState(page, newest.State);
        page.Add($"</td><td class=\"soft\">{(newest is null ? "" : PageNumber.Moment(newest.At))}</td><td class=\"n\">{Number(quality, ModelGroup.Production)}</td><td class=\"n\">{Number(quality, ModelGroup.Champion)}</td>");
        var metric = quality.Metrics.Count == 0 ? "" : quality.Metrics[0];
        page.Add($"<td><bdi>{metric}</bdi></td><td class=\"n\">{Value(newest, metric)}</td><td class=\"n\">{Value(At(quality, ModelGroup.Production), metric)}</td></tr>\n");
    }

    private static QualityVersion? At(ModelQuality quality, string alias) =>
        quality.Aliases.FirstOrDefault(each => each.Alias == alias) is { } found ? quality.Versions[found.Version - 1] : null;

    private static string Number(ModelQuality quality, string alias) => At(quality, alias) is { } version ? FormattableString.Invariant($"{version.Number}") : "–";

    private static string Value(QualityVersion? version, string metric) => version?.Metrics.FirstOrDefault(each => each.Name == metric) is { } found ? PageNumber.Of(found.Value) : "–";

    // Not the name of the group, of which any character may be part.
    private static string Id(int index) => FormattableString.Invariant($"group-{index + 1}");
}
