using System.Text;
using Levain.Learning;
using System.Globalization;

namespace Levain.Drawing;

/// <summary>What a plot says to those who do not see it.</summary>
internal static class Told
{
    // A voice that reads more than this is no help.
    private const int Most = 8;

    public static string Lines(PlotAxis across, PlotAxis up, IReadOnlyList<PlotLine> lines, Panel panel)
    {
        var told = new StringBuilder($"{PlotNumber.Counted(lines.Count, "line")} of {Name(up)} by {Name(across)}.");
        foreach (var line in lines.Take(Most))
        {
            PlotPoint[] points = [.. line.Points.Where(point => panel.Takes(point.X, point.Y))];
            told.Append(' ').Append(line.Name).Append(": ").Append(PlotNumber.Counted(points.Length, "point"));
            if (points.Length > 0) told.Append(CultureInfo.InvariantCulture, $", from {Number(up, points[0].Y)} at {Number(across, points[0].X)} to {Number(up, points[^1].Y)} at {Number(across, points[^1].X)}, lowest {Number(up, points.Min(point => point.Y))}, highest {Number(up, points.Max(point => point.Y))}");
            if (line.Band is { } band) told.Append(", with ").Append(band.Name);
            told.Append('.');
        }

        return More(told, lines.Count);
    }

    public static string Points(PlotAxis across, PlotAxis up, IReadOnlyList<PlotPoints> groups, Panel panel)
    {
        var told = new StringBuilder($"Points of {Name(up)} by {Name(across)}.");
        foreach (var group in groups.Take(Most))
        {
            PlotPoint[] points = [.. group.Points.Where(point => panel.Takes(point.X, point.Y))];
            told.Append(' ').Append(group.Name).Append(": ").Append(PlotNumber.Counted(points.Length, "point"));
            if (points.Length > 0) told.Append(CultureInfo.InvariantCulture, $", {Name(across)} from {Number(across, points.Min(point => point.X))} to {Number(across, points.Max(point => point.X))}, {Name(up)} from {Number(up, points.Min(point => point.Y))} to {Number(up, points.Max(point => point.Y))}");
            told.Append('.');
        }

        return More(told, groups.Count);
    }

    private static string More(StringBuilder told, int count) => count > Most ? told.Append(CultureInfo.InvariantCulture, $" And {count - Most} more.").ToString() : told.ToString();

    public static string Name(PlotAxis axis) => axis.Label.Length > 0 ? axis.Label : "values";

    public static string Number(PlotAxis axis, double number) => axis.Kind == PlotAxisKind.Date && DateTicks.Cover(number, number)
        ? DateOnly.FromDayNumber((int)number).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)
        : PlotNumber.Of(number);
}
