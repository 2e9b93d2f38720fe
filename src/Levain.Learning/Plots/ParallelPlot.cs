using System.Text;
using Levain.Drawing;

namespace Levain.Learning;

/// <summary>Upright axes side by side and a line over them for each row, such as a trial of a study: which values go with which, and with what result.</summary>
public sealed record ParallelPlot : Plot
{
    private const int MostColumns = 40;

    /// <summary>The axes, from left to right, with a value for each line.</summary>
    public required IReadOnlyList<PlotColumn> Columns { get; init; }

    /// <summary>What the colour of a line means, such as the result of its trial; null for one colour. It may be one of the axes too.</summary>
    public PlotColumn? Colour { get; init; }

    /// <summary>Which end of the colours is the good one: its lines lie above the others and the best of all is thick. Null for neither.</summary>
    public bool? HigherIsBetter { get; init; }

    /// <summary>How many lines are drawn at most; beyond, some of each part of the colours are, and a note says so.</summary>
    public int Most { get; init => field = value is >= 2 and <= 5000 ? value : throw new BuildException($"a plot cannot have {value} lines over parallel axes", "2 to 5000 can be read"); } = 800;

    /// <summary>Pixels from the upper ends of the axes to the lower ones.</summary>
    public int PanelHeight { get; init => field = Within(value, 60, 4000, "tall"); } = 280;

    private int Count => Columns.Count > 0 ? Columns[0].Values.Count : 0;

    private protected override string Style => PlotStyle.Text + PlotRamp.Text;

    private protected override Drawn Draw(SvgText svg, double top)
    {
        Check();
        ColumnScale[] scales = [.. Columns.Select(column => new ColumnScale(column))];
        var colour = Colour is null ? null : new ColumnScale(Colour);
        if (colour is not null) top = PlotRamp.Append(svg, colour.Label, colour.Low, colour.High, Enumerable.Range(0, Count).Any(line => colour.Part(line) is null), top, Width);
        var (lines, best) = Order(colour);
        var drawn = Thinned(lines);
        var frame = new ParallelFrame(scales, top, Width, PanelHeight);
        frame.AppendAxes(svg);
        foreach (var line in drawn) frame.Append(svg, line, colour is null ? "c0" : PlotRamp.Of(colour.Colour(line)), line == best ? "best" : drawn.Length > 120 ? "many" : null);
        frame.AppendTicks(svg);
        return Footnote.Append(svg, frame.Bottom, Note(scales, drawn.Length), Told(scales, colour, best));
    }

    private void Check()
    {
        if (Columns.Count > MostColumns) throw new BuildException($"parallel plot `{Title}` has {Columns.Count} axes, which nobody can read", $"show at most {MostColumns}, such as the most important");
        foreach (var column in Colour is null ? Columns : [.. Columns, Colour])
            if (column.Values.Count != Count) throw new BuildException($"parallel plot `{Title}` has {Count} lines and axis `{column.Axis.Label}` has {column.Values.Count} values", "give each axis a value for each line, not a number where it is missing");
    }

    // Those without a colour lie below all, the best above all.
    private (int[] Lines, int? Best) Order(ColumnScale? colour)
    {
        int[] lines = [.. Enumerable.Range(0, Count)];
        if (colour is null) return (lines, null);
        var sign = HigherIsBetter == false ? -1 : 1;
        lines = [.. lines.OrderBy(line => colour.Part(line) is { } part ? sign * part : double.NegativeInfinity)];
        return (lines, HigherIsBetter is not null && lines.Length > 0 && colour.Part(lines[^1]) is not null ? lines[^1] : null);
    }

    private int[] Thinned(int[] lines) => lines.Length <= Most ? lines : [.. Enumerable.Range(0, Most).Select(i => lines[(int)((long)i * (lines.Length - 1) / (Most - 1))])];

    private string? Note(ColumnScale[] scales, int drawn)
    {
        var missing = scales.Sum(scale => Enumerable.Range(0, Count).LongCount(line => scale.Part(line) is null));
        string?[] notes =
        [
            drawn < Count ? $"{PlotNumber.Counted(drawn, "line")} of {PlotNumber.Counted(Count, "row")} shown" : null,
            missing > 0 ? $"{PlotNumber.Counted(missing, "value")} missing or without a place on the axis" : null,
        ];
        var note = string.Join("; ", notes.OfType<string>());
        return note.Length > 0 ? note : null;
    }

    private string Told(ColumnScale[] scales, ColumnScale? colour, int? best)
    {
        var told = new StringBuilder($"{PlotNumber.Counted(Count, "line")} over {scales.Length} {(scales.Length == 1 ? "axis" : "axes")}{(colour is null ? "" : $", coloured by {colour.Label}, {colour.Range()}")}.");
        foreach (var scale in scales.Take(12)) told.Append(' ').Append(scale.Label).Append(": ").Append(scale.Range()).Append('.');
        if (best is { } line) told.Append(" Best is ").Append(colour!.Label).Append(' ').Append(colour.Text(line)).Append(" with ").AppendJoin(", ", scales.Take(12).Select(scale => $"{scale.Label} {scale.Text(line)}")).Append('.');
        return told.ToString();
    }
}
