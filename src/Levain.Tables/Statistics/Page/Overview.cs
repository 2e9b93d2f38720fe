using System.Text;

namespace Levain.Tables.Statistics;

/// <summary>The table at the head of a page: a line for each column.</summary>
internal static class Overview
{
    public static void Append(StringBuilder html, TableStatistics statistics)
    {
        html.Append("<div class=\"overview\">\n<table>\n<thead><tr><th>column</th><th>type</th><th class=\"n\">missing</th><th class=\"n\">distinct</th><th class=\"n\">min</th><th class=\"n\">mean</th><th class=\"n\">max</th><th></th></tr></thead>\n<tbody>\n");
        for (var i = 0; i < statistics.Columns.Count; i++) Append(html, statistics.Columns[i], StatisticsPage.Anchor(i));
        html.Append("</tbody>\n</table>\n</div>\n");
    }

    private static void Append(StringBuilder html, ColumnStatistics column, string anchor)
    {
        html.Append("<tr><td><a href=\"#").Append(anchor).Append("\">").Append(Html.Value(column.Name)).Append("</a></td><td class=\"type\">").Append(Html.Text(column.Type)).Append("</td>");
        Cell(html, column.Present == column.Rows ? "" : Figures.Share(1 - column.Completeness));
        Cell(html, Distinct(column));
        Cell(html, column.Numbers is { } low ? Figures.Of(column, low.Min) : "");
        Cell(html, column.Numbers is { } middle ? Figures.Of(column, middle.Mean) : "");
        Cell(html, column.Numbers is { } high ? Figures.Of(column, high.Max) : "");
        html.Append("<td class=\"graph\">").Append(column.Numbers is { Histogram.Count: > 0 } numbers ? Plot.Spark(numbers) : Often(column)).Append("</td></tr>\n");
    }

    public static string Distinct(ColumnStatistics column) => column.Distinct is { } distinct ? $"{(column.IsExact ? "" : "≈ ")}{Figures.Of(distinct)}" : "";

    private static void Cell(StringBuilder html, string text) => html.Append("<td class=\"n\">").Append(Html.Text(text)).Append("</td>");

    private static string Often(ColumnStatistics column) =>
        column.Top.Count > 0 && column.Class is ColumnClass.Text or ColumnClass.Truth ? $"<span class=\"often\">{Html.Value(column.Top[0].Value)} {Figures.Share((double)column.Top[0].Count / column.Present)}</span>" : "";
}
