using System.Text;

namespace Levain.Tables.Statistics;

/// <summary>Statistics as one HTML file with everything in it: no script, nothing from the network, the same bytes for the same statistics.</summary>
public static class StatisticsPage
{
    /// <param name="title">What was described, such as the name of a snapshot.</param>
    /// <param name="origin">Where it comes from, such as a digest; null says nothing.</param>
    public static byte[] ToBytes(TableStatistics statistics, string title, string? origin = null)
    {
        ArgumentNullException.ThrowIfNull(statistics);
        ArgumentNullException.ThrowIfNull(title);
        var html = new StringBuilder();
        html.Append("<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n");
        html.Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n<meta name=\"color-scheme\" content=\"light dark\">\n");
        html.Append("<title>").Append(Html.Text(title)).Append("</title>\n<style>\n").Append(PageStyle.Text).Append("</style>\n</head>\n<body>\n<main>\n");
        html.Append("<header>\n<h1>").Append(Html.Value(title)).Append("</h1>\n<p>").Append(Html.Text(Size(statistics))).Append("</p>\n");
        if (origin is not null) html.Append("<p class=\"origin\">").Append(Html.Text(origin)).Append("</p>\n");
        html.Append("</header>\n");
        Overview.Append(html, statistics);
        html.Append("<div class=\"cards\">\n");
        for (var i = 0; i < statistics.Columns.Count; i++) ColumnCard.Append(html, statistics.Columns[i], Anchor(i));
        html.Append("</div>\n</main>\n</body>\n</html>\n");
        return Encoding.UTF8.GetBytes(html.ToString());
    }

    // Not the column's name, of which any character may be part.
    internal static string Anchor(int index) => string.Create(null, $"column-{index + 1}");

    private static string Size(TableStatistics statistics)
    {
        var size = $"{Figures.Of(statistics.Rows)} {(statistics.Rows == 1 ? "row" : "rows")}, {Figures.Of(statistics.Columns.Count)} {(statistics.Columns.Count == 1 ? "column" : "columns")}";
        var missing = statistics.Columns.Sum(column => column.Rows - column.Present);
        return missing == 0 ? $"{size}, nothing missing" : $"{size}, {Figures.Share((double)missing / ((double)statistics.Rows * statistics.Columns.Count))} of the values missing";
    }
}
