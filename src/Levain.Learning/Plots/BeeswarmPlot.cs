using System.Text;
using Levain.Drawing;

namespace Levain.Learning;

/// <summary>A swarm of points for each feature, thick where many are, coloured by whether the feature is low or high there: the summary of SHAP values.</summary>
public sealed record BeeswarmPlot : Plot
{
    private const double Row = 34;

    /// <summary>What lies from left to right.</summary>
    public required PlotAxis X { get; init; }

    /// <summary>From above to below, in the order in which they are given.</summary>
    public required IReadOnlyList<PlotSwarm> Swarms { get; init; }

    /// <summary>What the colours mean.</summary>
    public string FeatureLabel { get; init; } = "feature";

    /// <summary>How many swarms are drawn at most; a note says how many are not.</summary>
    public int Most { get; init => field = value is >= 1 and <= 200 ? value : throw new BuildException($"a plot cannot have {value} swarms", "1 to 200 can be read"); } = 20;

    /// <summary>How many marks a swarm has at most; beyond, a mark stands for several points and a note says so.</summary>
    public int MostMarks { get; init => field = value is >= 10 and <= 20_000 ? value : throw new BuildException($"a swarm cannot have {value} marks", "10 to 20000 can be read"); } = 600;

    private protected override string Style => PlotStyle.Text + PlotRamp.Text;

    private protected override Drawn Draw(SvgText svg, double top)
    {
        Check();
        PlotSwarm[] shown = [.. Swarms.Take(Most)];
        var extent = new Extent(isLogarithmic: false);
        foreach (var value in shown.SelectMany(swarm => swarm.Values)) extent.Add(value);
        if (shown.Any(swarm => swarm.Feature.Count > 0)) top = PlotRamp.Append(svg, FeatureLabel, "low", "high", shown.Any(swarm => swarm.Feature.Any(value => !double.IsFinite(value))), top, Width);
        var names = shown.Select(swarm => TextWidth.Of(swarm.Name)).DefaultIfEmpty(0).Max();
        var left = Margin + Math.Min(names, Width * 0.34) + 10;
        var scale = new PlotScale(X.Kind == PlotAxisKind.Logarithmic ? X with { Kind = PlotAxisKind.Number } : X, extent);
        var frame = new BarFrame(scale, left, top + 16, Width - Margin - 12, Math.Max(2, shown.Length) * Row);
        frame.Append(svg);
        if (frame.Shows(0)) frame.Zero(svg);
        var said = new List<string>();
        for (var i = 0; i < shown.Length; i++)
        {
            var swarm = new Swarm(shown[i]);
            said.Add(swarm.Summary());
            var middle = frame.Top + (i + 0.5) * Row;
            svg.Add($"<g><title>{said[i]}</title>").Label("end", left - 10, middle + 4, TextWidth.Cut(swarm.Name, (int)((left - 10 - Margin) / TextWidth.OfSmall + 0.001)));
            swarm.Append(svg, frame, middle, Row / 2 - 3, MostMarks);
            svg.Markup("</g>\n");
        }

        return Footnote.Append(svg, frame.Bottom, Note(shown, extent), Told(said));
    }

    private void Check()
    {
        foreach (var swarm in Swarms)
            if (swarm.Feature.Count > 0 && swarm.Feature.Count != swarm.Values.Count) throw new BuildException($"swarm `{swarm.Name}` of plot `{Title}` has {swarm.Values.Count} points and {swarm.Feature.Count} values of its feature", "give as many values as points, or none");
    }

    private string? Note(PlotSwarm[] shown, Extent extent)
    {
        var fullest = shown.Select(swarm => swarm.Values.LongCount(extent.Takes)).DefaultIfEmpty(0).Max();
        var hidden = shown.Sum(swarm => swarm.Values.LongCount(value => !extent.Takes(value)));
        string?[] notes =
        [
            Swarms.Count > Most ? $"{PlotNumber.Counted(Swarms.Count - Most, "more feature")} not shown" : null,
            fullest > MostMarks ? $"{PlotNumber.Counted(MostMarks, "mark")} stand for {PlotNumber.Counted(fullest, "point")}" : null,
            Footnote.Hidden(hidden),
        ];
        var note = string.Join("; ", notes.OfType<string>());
        return note.Length > 0 ? note : null;
    }

    private string Told(List<string> said)
    {
        var told = new StringBuilder($"Points of {Drawing.Told.Name(X)} for {PlotNumber.Counted(Swarms.Count, "feature")}.");
        foreach (var sentence in said.Take(12)) told.Append(' ').Append(sentence).Append('.');
        if (Swarms.Count > Math.Min(12, said.Count)) told.Append(" And ").Append(PlotNumber.Counted(Swarms.Count - Math.Min(12, said.Count), "more feature")).Append('.');
        return told.ToString();
    }
}
