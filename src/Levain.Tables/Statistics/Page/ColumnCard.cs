using System.Globalization;
using System.Text;

namespace Levain.Tables.Statistics;

/// <summary>What a page says of one column.</summary>
internal static class ColumnCard
{
    private const int MostBars = 8;

    public static void Append(StringBuilder html, ColumnStatistics column, string anchor)
    {
        html.Append("<section class=\"card\" id=\"").Append(anchor).Append("\">\n<h2>").Append(Html.Value(column.Name)).Append(" <span class=\"type\">").Append(Html.Text(column.Type)).Append("</span></h2>\n");
        html.Append("<p class=\"notes\">").Append(string.Join("", Notes(column).Select(note => $"<span>{Html.Text(note)}</span>"))).Append("</p>\n");
        if (column.Numbers is { } numbers) Append(html, column, numbers);
        else if (column.Class is ColumnClass.Text or ColumnClass.Truth) AppendTop(html, column);
        if (column.Lengths is { } lengths) AppendLengths(html, column, lengths);
        html.Append("</section>\n");
    }

    private static IEnumerable<string> Notes(ColumnStatistics column)
    {
        if (column.Rows > 0 && column.Present == 0) yield return "no value at all";
        else yield return column.Present == column.Rows ? "complete" : $"{Figures.Share(1 - column.Completeness)} missing";
        if (column.Present == 0) yield break;
        if (column.NotFinite > 0) yield return $"{Figures.Of(column.NotFinite)} not finite";
        if (column.Distinct == 1) yield return "always the same";
        else if (column.Distinct == column.Present && column.IsExact) yield return "all different";
        else if (column.Distinct is not null) yield return $"{Overview.Distinct(column)} distinct";
        if (!column.IsExact) yield return "ranks estimated";
    }

    private static void Append(StringBuilder html, ColumnStatistics column, NumberStatistics numbers)
    {
        if (numbers.Histogram.Count > 0)
        {
            html.Append("<figure>").Append(Plot.Histogram(column, numbers)).Append(Plot.Box(column, numbers));
            html.Append("<figcaption><span>").Append(Html.Text(Figures.Of(column, numbers.Min))).Append("</span><span>").Append(Html.Text(Figures.Of(column, numbers.Max))).Append("</span></figcaption></figure>\n");
        }

        html.Append(column.Class == ColumnClass.Time ? "<dl class=\"wide\">" : "<dl>");
        Pair(html, "mean", Figures.Of(column, numbers.Mean));
        Pair(html, "deviation", Figures.Spread(column, numbers.Deviation));
        // Two stand side by side: the ends of a range each.
        foreach (var (name, rank) in ((string, double)[])[("5 %", 0.05), ("95 %", 0.95), ("25 %", 0.25), ("75 %", 0.75), ("median", 0.5)]) Quantile(html, column, name, rank);
        if (column.IsNumber) Pair(html, "sum", Figures.Of(numbers.Sum));
        html.Append("</dl>\n");
    }

    private static void Quantile(StringBuilder html, ColumnStatistics column, string name, double rank)
    {
        if (column.Numbers?.At(rank) is { } value) Pair(html, name, Figures.Of(column, value));
    }

    private static void AppendTop(StringBuilder html, ColumnStatistics column)
    {
        if (column.Top.Count == 0) return;
        html.Append("<ol class=\"top\">\n");
        foreach (var (value, count) in column.Top.Take(MostBars)) Bar(html, value.Length == 0 ? "<i>empty</i>" : Html.Value(value), count, column, (double)count / column.Top[0].Count);
        var others = column.Present - column.Top.Take(MostBars).Sum(each => each.Count);
        if (column.Distinct > MostBars && others > 0) Bar(html, $"<i>{(column.IsExact ? $"{Figures.Of(column.Distinct.Value - MostBars)} others" : "others")}</i>", others, column, null);
        html.Append("</ol>\n");
    }

    /// <param name="length">The part of the longest bar; null for none.</param>
    private static void Bar(StringBuilder html, string label, long count, ColumnStatistics column, double? length)
    {
        html.Append(CultureInfo.InvariantCulture, $"<li title=\"{Figures.Of(count)}\"><span class=\"label\">{label}</span><span class=\"track\">");
        if (length is { } part) html.Append(CultureInfo.InvariantCulture, $"<span style=\"width:{Math.Max(0.5, part * 100):0.##}%\"></span>");
        html.Append("</span><span class=\"share\">").Append(Html.Text(Figures.Share((double)count / column.Present))).Append("</span></li>\n");
    }

    private static void AppendLengths(StringBuilder html, ColumnStatistics column, LengthStatistics lengths)
    {
        var unit = column.Class == ColumnClass.Text ? "characters" : "elements";
        html.Append("<dl>");
        Pair(html, unit, lengths.Shortest == lengths.Longest ? Figures.Of(lengths.Shortest) : $"{Figures.Of(lengths.Shortest)} to {Figures.Of(lengths.Longest)}");
        Pair(html, "mean length", Figures.Of(lengths.Mean));
        if (column.Lowest is { } lowest && column.Highest is { } highest && column.Distinct > MostBars)
        {
            Pair(html, "first", lowest);
            Pair(html, "last", highest);
        }

        html.Append("</dl>\n");
    }

    private static void Pair(StringBuilder html, string name, string value) => html.Append("<div><dt>").Append(Html.Text(name)).Append("</dt><dd>").Append(Html.Value(value)).Append("</dd></div>");
}
