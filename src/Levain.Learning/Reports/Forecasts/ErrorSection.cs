using System.Collections.Immutable;

namespace Levain.Learning.Reports;

/// <summary>How errors grow with the horizon, and how they went from cut-off to cut-off.</summary>
internal static class ErrorSection
{
    public static ReportSection Of(ForecastJudgement judgement)
    {
        var html = new HtmlText().Markup("<div class=\"plots\">\n");
        var (steps, cutOffs) = (new PlotAxis("steps behind the cut-off") { Kind = PlotAxisKind.Whole }, new PlotAxis("cut-off") { Kind = PlotAxisKind.Date });
        html.Plot(Lines("Errors by horizon", "wape", steps, judgement, judgement.Steps, baseline => baseline.Steps));
        html.Plot(Lines("Errors by cut-off", "wape", cutOffs, judgement, judgement.CutOffs, baseline => baseline.CutOffs));
        if (judgement.Measures.FirstOrDefault(measure => measure.Name == "coverage")?.Best is { } inside)
        {
            html.Plot(Coverage("Coverage by horizon", steps, judgement, judgement.Steps, inside));
            html.Plot(Coverage("Coverage by cut-off", cutOffs, judgement, judgement.CutOffs, inside));
        }

        return new("errors", "Errors in time", html.Markup("</div>\n").ToString());
    }

    private static LinePlot Lines(string title, string metric, PlotAxis x, ForecastJudgement judgement, ImmutableArray<MeasuredForecasts> own, Func<ComparedForecasts, ImmutableArray<MeasuredForecasts>> others) => new()
    {
        Title = title,
        X = x,
        Y = new(metric) { From = 0 },
        Lines = [Line("forecasts", metric, own) with { Band = Band(metric, own) }, .. judgement.Baselines.Select(baseline => Line(baseline.Name, metric, others(baseline)))],
        Width = 520,
        PanelHeight = 260,
    };

    private static LinePlot Coverage(string title, PlotAxis x, ForecastJudgement judgement, ImmutableArray<MeasuredForecasts> own, double inside) => new()
    {
        Title = title,
        X = x,
        Y = PlotAxis.Share("share within the band"),
        Lines = [Line("forecasts", "coverage", own) with { Band = Band("coverage", own) }],
        References = [new($"as told, {ForecastMeasure.Percent(inside)} %", [new(own[0].Place, inside), new(own[^1].Place, inside)])],
        Width = 520,
        PanelHeight = 260,
        Summary = judgement.All.Find("coverage") is { Value: { } share } ? $"{HtmlNumber.Share(share)} in all, and {ForecastMeasure.Percent(inside)} % were told" : null,
    };

    private static PlotLine Line(string name, string metric, ImmutableArray<MeasuredForecasts> parts) =>
        new(name, [.. parts.Select(part => new PlotPoint(part.Place, part.Find(metric)?.Value ?? double.NaN))]);

    private static PlotBand? Band(string metric, ImmutableArray<MeasuredForecasts> parts)
    {
        PlotRange[] ranges = [.. parts.Where(part => part.Find(metric)?.Interval is not null).Select(part => part.Find(metric)!.Interval is { } interval ? new PlotRange(part.Place, interval.Low, interval.High) : default)];
        return ranges.Length < 2 ? null : new("95 % interval", ranges);
    }
}
