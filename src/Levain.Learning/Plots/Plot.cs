using System.Text;
using Levain.Drawing;

namespace Levain.Learning;

/// <summary>A picture of numbers for a report: one SVG, the same bytes for the same numbers, readable by day and by night and by those who hear it.</summary>
/// <remarks>
/// It stands in a file of its own or inside an HTML page: its style touches nothing else there, and its ids come from what it shows.
/// Numbers that cannot be drawn (not finite, beyond 1e300 either way, not positive on a logarithmic axis) are left out, and a note below says how many.
/// </remarks>
public abstract record Plot
{
    internal const double Margin = 24;

    public required string Title { get; init; }

    /// <summary>A line below the title; null for none.</summary>
    public string? Summary { get; init; }

    /// <summary>What those hear who do not see the picture; null for what the numbers say.</summary>
    public string? Description { get; init; }

    /// <summary>Pixels from side to side; how tall a plot is follows from what it shows or is set for its kind.</summary>
    public int Width { get; init => field = Within(value, 320, 4000, "wide"); } = 720;

    /// <summary>Whether the picture has a page of its own behind it. Without one it shows what lies below, which must be light by day and dark by night then.</summary>
    public bool HasPage { get; init; } = true;

    private protected virtual string Style => PlotStyle.Text;

    /// <summary>The picture as text, with a newline at its end.</summary>
    public string ToSvg()
    {
        var body = new SvgText();
        var drawn = Draw(body, Head(body));
        var description = Description ?? Told(drawn);
        var id = $"plot-{Digest.Of(Title + "\n" + description + "\n" + body).Brief}";
        var svg = new SvgText();
        svg.Add($"<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"levain-plot\" width=\"{Width}\" height=\"{drawn.Height}\" viewBox=\"0 0 {Width} {drawn.Height}\" role=\"img\" aria-labelledby=\"{id}-title {id}-desc\">\n");
        svg.Add($"<title id=\"{id}-title\">{Title}</title>\n<desc id=\"{id}-desc\">{description}</desc>\n");
        svg.Markup(Style);
        if (HasPage) svg.Add($"<rect class=\"page\" width=\"{Width}\" height=\"{drawn.Height}\" rx=\"10\"/>\n");
        return svg.Markup(body.ToString()).Markup("</svg>\n").ToString();
    }

    /// <summary>Draws everything below <paramref name="top"/>, and says how tall the picture is then.</summary>
    private protected abstract Drawn Draw(SvgText svg, double top);

    internal static int Within(int value, int least, int most, string what) => value >= least && value <= most
        ? value
        : throw new BuildException($"a plot cannot be {value} pixels {what}", $"{least} to {most} can be read");

    private double Head(SvgText svg)
    {
        svg.Label("head", Margin, 34, TextWidth.Cut(Title, (int)((Width - (2 * Margin)) / 9.7)));
        if (Summary is null) return 46;
        svg.Label("sum", Margin, 53, TextWidth.Cut(Summary, (int)((Width - (2 * Margin)) / TextWidth.OfSmall)));
        return 65;
    }

    private string Told(Drawn drawn)
    {
        var told = new StringBuilder();
        if (Summary is not null) told.Append(Summary).Append(". ");
        return told.Append(drawn.Description).ToString();
    }
}
