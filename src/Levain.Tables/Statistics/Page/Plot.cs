using System.Globalization;
using System.Text;

namespace Levain.Tables.Statistics;

/// <summary>Draws distributions as SVG that takes the width it is given.</summary>
internal static class Plot
{
    private const double Width = 300, Height = 84, Gap = 1;

    public static string Histogram(ColumnStatistics column, NumberStatistics numbers)
    {
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg class=\"plot\" viewBox=\"0 0 {Width} {Height}\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"histogram\">");
        svg.Append(CultureInfo.InvariantCulture, $"<line class=\"axis\" x1=\"0\" y1=\"{Height - 0.5}\" x2=\"{Width}\" y2=\"{Height - 0.5}\"/>");
        Bars(svg, numbers.Histogram, Width, Height - 1, bin => $"{Range(column, bin)}: {Figures.Of(bin.Count)}");
        return svg.Append("</svg>").ToString();
    }

    /// <summary>The histogram as small as a line of text.</summary>
    public static string Spark(NumberStatistics numbers)
    {
        var svg = new StringBuilder("<svg class=\"spark\" viewBox=\"0 0 60 16\" preserveAspectRatio=\"none\" aria-hidden=\"true\">");
        Bars(svg, numbers.Histogram, 60, 16, null);
        return svg.Append("</svg>").ToString();
    }

    /// <summary>Where the middle half, the middle nine tenths and the median are, over the range of the histogram.</summary>
    public static string Box(ColumnStatistics column, NumberStatistics numbers)
    {
        if (numbers.Histogram is not [var first, .., var last] || numbers.At(0.05) is not { } low || numbers.At(0.25) is not { } lower || numbers.At(0.5) is not { } median || numbers.At(0.75) is not { } upper || numbers.At(0.95) is not { } high) return "";
        double At(double value) => Width * Part(value, first.Lower, last.Upper);
        var title = $"5 %: {Figures.Of(column, low)}, 25 %: {Figures.Of(column, lower)}, median: {Figures.Of(column, median)}, 75 %: {Figures.Of(column, upper)}, 95 %: {Figures.Of(column, high)}";
        var svg = new StringBuilder();
        svg.Append(CultureInfo.InvariantCulture, $"<svg class=\"box\" viewBox=\"0 0 {Width} 10\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"quantiles\"><title>{Html.Text(title)}</title>");
        svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"reach\" x=\"{At(low):0.##}\" y=\"4\" width=\"{Math.Max(1, At(high) - At(low)):0.##}\" height=\"2\"/>");
        svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"half\" x=\"{At(lower):0.##}\" y=\"1.5\" width=\"{Math.Max(1, At(upper) - At(lower)):0.##}\" height=\"7\"/>");
        return svg.Append(CultureInfo.InvariantCulture, $"<rect class=\"median\" x=\"{At(median) - 1:0.##}\" y=\"0\" width=\"2\" height=\"10\"/></svg>").ToString();
    }

    private static void Bars(StringBuilder svg, IReadOnlyList<Bin> bins, double width, double height, Func<Bin, string>? title)
    {
        var highest = Math.Max(1, bins.Max(bin => bin.Count));
        var each = width / bins.Count;
        for (var i = 0; i < bins.Count; i++)
        {
            if (bins[i].Count == 0) continue;
            // A bin that has anything can be seen.
            var tall = Math.Max(1, height * bins[i].Count / highest);
            var wide = Math.Min(each - (each > 3 * Gap ? Gap : 0), width / 8);
            svg.Append(CultureInfo.InvariantCulture, $"<rect x=\"{(each * i) + ((each - wide) / 2):0.##}\" y=\"{height - tall:0.##}\" width=\"{wide:0.##}\" height=\"{tall:0.##}\">");
            svg.Append(title is null ? "" : $"<title>{Html.Text(title(bins[i]))}</title>").Append("</rect>");
        }
    }

    // A bin of whole numbers is told by them.
    private static string Range(ColumnStatistics column, Bin bin)
    {
        if (column.Class == ColumnClass.Fractional || bin.Lower == bin.Upper) return bin.Lower == bin.Upper ? Figures.Of(column, bin.Lower) : $"{Figures.Of(column, bin.Lower)} to {Figures.Of(column, bin.Upper)}";
        var (first, last) = (Math.Ceiling(bin.Lower), Math.Ceiling(bin.Upper) - 1);
        return first == last ? Figures.Of(column, first) : $"{Figures.Of(column, first)} to {Figures.Of(column, last)}";
    }

    private static double Part(double value, double lower, double upper) => upper <= lower ? 0.5 : Math.Clamp(((value / 2) - (lower / 2)) / ((upper / 2) - (lower / 2)), 0, 1);
}
