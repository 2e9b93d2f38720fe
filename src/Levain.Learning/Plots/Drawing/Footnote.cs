using Levain.Learning;

namespace Levain.Drawing;

/// <summary>What stands below a plot: what it leaves out.</summary>
internal static class Footnote
{
    public static string? Hidden(long count) => count == 0 ? null : $"{PlotNumber.Counted(count, "point")} without a place on the axes left out";

    /// <summary>Writes the note, if there is one, and ends the picture.</summary>
    public static Drawn Append(SvgText svg, double bottom, string? note, string description)
    {
        if (note is null) return new(bottom + 14, description);
        svg.Label("note", Plot.Margin, bottom + 16, note);
        return new(bottom + 34, $"{description} {char.ToUpperInvariant(note[0])}{note[1..]}.");
    }
}
