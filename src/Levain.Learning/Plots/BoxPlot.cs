using System.Text;
using Levain.Drawing;

namespace Levain.Learning;

/// <summary>A box for each group, so that the middles and the spreads of many can be held against each other: errors by slice, scores by fold.</summary>
public sealed record BoxPlot : Plot
{
    private const double Row = 28;
    private const int MostOutliers = 200;

    /// <summary>What lies from left to right.</summary>
    public required PlotAxis X { get; init; }

    /// <summary>From above to below.</summary>
    public required IReadOnlyList<PlotBox> Boxes { get; init; }

    /// <summary>How many boxes are drawn at most; a note says how many are not.</summary>
    public int Most { get; init => field = value is >= 1 and <= 200 ? value : throw new BuildException($"a plot cannot have {value} boxes", "1 to 200 can be read"); } = 40;

    private protected override string Style => PlotStyle.Text + PlotRamp.Text;

    private protected override Drawn Draw(SvgText svg, double top)
    {
        PlotBox[] shown = [.. Boxes.Take(Most)];
        var extent = new Extent(X.Kind == PlotAxisKind.Logarithmic);
        foreach (var number in shown.SelectMany(box => (double[])[box.Low, box.Lower, box.Median, box.Upper, box.High, .. box.Outliers])) extent.Add(number);
        var names = shown.Select(box => TextWidth.Of(box.Name)).DefaultIfEmpty(0).Max();
        var left = Margin + Math.Min(names, Width * 0.34) + 10;
        var frame = new BarFrame(new(X, extent), left, top + 16, Width - Margin - 12, Math.Max(2, shown.Length) * Row);
        frame.Append(svg);
        if (frame.Shows(0)) frame.Zero(svg);
        for (var i = 0; i < shown.Length; i++) Append(svg, shown[i], frame, frame.Top + (i + 0.5) * Row);
        return Footnote.Append(svg, frame.Bottom, Note(shown, frame), Told());
    }

    private static void Append(SvgText svg, PlotBox box, BarFrame frame, double middle)
    {
        svg.Add($"<g><title>{Said(box)}</title>").Label("end", frame.Left - 10, middle + 4, TextWidth.Cut(box.Name, (int)((frame.Left - 10 - Margin) / TextWidth.OfSmall + 0.001)));
        double[] numbers = [box.Low, box.Lower, box.Median, box.Upper, box.High];
        if (numbers.All(frame.Takes))
        {
            double[] at = [.. numbers.Select(frame.X)];
            svg.Add($"<path class=\"whisker\" d=\"M{at[0]} {middle}H{at[1]}M{at[3]} {middle}H{at[4]}M{at[0]} {middle - 5}v10M{at[4]} {middle - 5}v10\"/>")
                .Add($"<rect class=\"band c0\" x=\"{Math.Min(at[1], at[3])}\" y=\"{middle - 9}\" width=\"{Math.Abs(at[3] - at[1])}\" height=\"18\"/>")
                .Add($"<path class=\"line c0\" d=\"M{at[1]} {middle - 9}H{at[3]}V{middle + 9}H{at[1]}zM{at[2]} {middle - 9}v18\"/>");
        }
        else svg.Label("note", frame.Left + 6, middle + 4, "–");
        double[] outliers = [.. Thinned([.. box.Outliers.Where(frame.Shows)])];
        if (outliers.Length > 0)
        {
            svg.Markup("<path class=\"dots c0\" stroke-width=\"4\" d=\"");
            foreach (var value in outliers) svg.Add($"M{frame.X(value)} {middle}h0");
            svg.Markup("\"/>");
        }

        svg.Markup("</g>\n");
    }

    private static IEnumerable<double> Thinned(double[] values) =>
        values.Length <= MostOutliers ? values : Enumerable.Range(0, MostOutliers).Select(i => values[(int)((long)i * (values.Length - 1) / (MostOutliers - 1))]);

    private string? Note(PlotBox[] shown, BarFrame frame)
    {
        var hidden = shown.Count(box => !((double[])[box.Low, box.Lower, box.Median, box.Upper, box.High]).All(frame.Takes));
        string?[] notes =
        [
            Boxes.Count > Most ? $"{PlotNumber.Counted(Boxes.Count - Most, "more group")} not shown" : null,
            hidden > 0 ? $"{PlotNumber.Counted(hidden, "group")} without numbers for a box" : null,
        ];
        var note = string.Join("; ", notes.OfType<string>());
        return note.Length > 0 ? note : null;
    }

    private static string Said(PlotBox box) => double.IsFinite(box.Median)
        ? $"{box.Name}: median {PlotNumber.Of(box.Median)}, half from {PlotNumber.Of(box.Lower)} to {PlotNumber.Of(box.Upper)}, whiskers from {PlotNumber.Of(box.Low)} to {PlotNumber.Of(box.High)}{(box.Outliers.Count > 0 ? $", {PlotNumber.Counted(box.Outliers.Count, "outlier")}" : "")}{(box.Count > 0 ? $", of {PlotNumber.Counted(box.Count, "value")}" : "")}"
        : $"{box.Name}: nothing";

    private string Told()
    {
        var told = new StringBuilder($"{PlotNumber.Counted(Boxes.Count, "group")} of {Drawing.Told.Name(X)}.");
        foreach (var box in Boxes.Take(12)) told.Append(' ').Append(Said(box)).Append('.');
        if (Boxes.Count > 12) told.Append(" And ").Append(PlotNumber.Counted(Boxes.Count - 12, "more group")).Append('.');
        return told.ToString();
    }
}
