using System.Text;
using Levain.Drawing;

namespace Levain.Learning;

/// <summary>Several bars for each name, below one another or end to end: models by slice, rows by split and class.</summary>
public sealed record GroupedBarPlot : Plot
{
    private const int MostSeries = 12;

    /// <summary>What the length of a bar means.</summary>
    public required PlotAxis Value { get; init; }

    /// <summary>The names, from above to below.</summary>
    public required IReadOnlyList<string> Groups { get; init; }

    /// <summary>The colours, each with a number for each name.</summary>
    public required IReadOnlyList<PlotBars> Series { get; init; }

    /// <summary>Whether the bars of a name lie end to end and their sum counts.</summary>
    public bool IsStacked { get; init; }

    /// <summary>How many names are drawn at most; a note says how many are not.</summary>
    public int Most { get; init => field = value is >= 1 and <= 200 ? value : throw new BuildException($"a plot cannot have {value} groups of bars", "1 to 200 can be read"); } = 30;

    private protected override Drawn Draw(SvgText svg, double top)
    {
        Check();
        var below = PlotKey.Append(svg, [.. Series.Select((series, i) => new PlotKey(PlotKeyKind.Bar, i, series.Name))], top, Width);
        string[] shown = [.. Groups.Take(Most)];
        var rows = new BarRows(this, shown);
        var names = shown.Select(TextWidth.Of).DefaultIfEmpty(0).Max();
        var left = Margin + Math.Min(names, Width * 0.38) + 10;
        var frame = new BarFrame(rows.Scale, left, below + 20, Width - Margin - 70, Math.Max(48, shown.Length * rows.Row));
        frame.Append(svg);
        for (var i = 0; i < shown.Length; i++)
        {
            var middle = frame.Top + (i + 0.5) * rows.Row;
            svg.Add($"<g><title>{Said(i)}</title>").Label("end", left - 10, middle + 4, TextWidth.Cut(shown[i], (int)((left - 10 - Margin) / TextWidth.OfSmall + 0.001)));
            rows.Append(svg, frame, i, middle);
            svg.Markup("</g>\n");
        }

        frame.Zero(svg);
        return Footnote.Append(svg, frame.Bottom, Groups.Count > Most ? $"{PlotNumber.Counted(Groups.Count - Most, "more group")} not shown" : null, Told());
    }

    private void Check()
    {
        if (Series.Count > MostSeries) throw new BuildException($"bar plot `{Title}` has {Series.Count} bars for each name, which nobody can read", $"show at most {MostSeries}");
        foreach (var series in Series)
        {
            if (series.Values.Count != Groups.Count) throw new BuildException($"bar plot `{Title}` has {Groups.Count} names and `{series.Name}` has {series.Values.Count} values", "give as many values as names, not a number where there is none");
            if (series.Intervals.Count > 0 && series.Intervals.Count != Groups.Count) throw new BuildException($"bar plot `{Title}` has {Groups.Count} names and `{series.Name}` has {series.Intervals.Count} intervals", "give as many intervals as names, or none");
        }
    }

    private string Said(int group) => $"{Groups[group]}: {string.Join(", ", Series.Select(series => $"{series.Name} {Number(series, group)}"))}";

    private string Number(PlotBars series, int group) => !IsStacked && series.Intervals.Count > 0 && series.Intervals[group] is { } interval
        ? $"{PlotNumber.Of(series.Values[group])} between {PlotNumber.Of(interval.Low)} and {PlotNumber.Of(interval.High)}"
        : PlotNumber.Of(series.Values[group]);

    private string Told()
    {
        var told = new StringBuilder($"{PlotNumber.Counted(Groups.Count, "group")} of {PlotNumber.Counted(Series.Count, "bar")}{(IsStacked ? " end to end" : "")}, {Drawing.Told.Name(Value)}.");
        for (var i = 0; i < Math.Min(12, Groups.Count); i++) told.Append(' ').Append(Said(i)).Append('.');
        if (Groups.Count > 12) told.Append(" And ").Append(PlotNumber.Counted(Groups.Count - 12, "more group")).Append('.');
        return told.ToString();
    }
}
