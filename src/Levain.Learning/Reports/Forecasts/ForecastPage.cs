namespace Levain.Learning.Reports;

/// <summary>The page of forecasts.</summary>
internal static class ForecastPage
{
    public static string Of(ForecastJudgement judgement) => ReportBody.Of(judgement.Title, Kind(judgement), Lead(judgement), Sections(judgement));

    /// <summary>What was judged, in a few words.</summary>
    public static string Kind(ForecastJudgement judgement) =>
        $"forecasts of {HtmlNumber.Count(judgement.All.Series)} series from {HtmlNumber.Counted(judgement.CutOffs.Length, "cut-off")}, up to {HtmlNumber.Counted((int)judgement.Steps[^1].Place, "step")} ahead";

    /// <summary>What the forecasts are worth, in a sentence.</summary>
    public static string Lead(ForecastJudgement judgement)
    {
        var known = judgement.All.Metrics.Where(metric => metric.Value is not null && metric.Name is "wape" or "mae" or "coverage").Select(metric => $"{metric.Name} {HtmlNumber.Of(metric)}{(metric.Interval is null ? "" : $" (95 % interval {HtmlNumber.IntervalOf(metric)})")}").ToArray();
        var told = $"On {HtmlNumber.Counted(judgement.All.Rows, "date")} that they had not seen, the forecasts have {string.Join(", ", known[..^1])}{(known.Length > 1 ? " and " : "")}{known[^1]}.";
        return told + string.Concat(judgement.Baselines.Select(Beside));
    }

    private static string Beside(ComparedForecasts baseline)
    {
        if (baseline.Differences.FirstOrDefault() is not { } first) return "";
        var clear = first.Interval is { } interval && (interval.High < 0 || interval.Low > 0);
        var verdict = first.Value == 0 ? "They are as good as" : first.Value < 0 ? "They are better than" : "They are worse than";
        return $" {verdict} {baseline.Name} by {first.Name}{(first.Value == 0 ? "" : $": {HtmlNumber.Fixed(first.Value)}{(clear ? "" : ", which may be chance")}")}.";
    }

    private static IEnumerable<ReportSection?> Sections(ForecastJudgement judgement)
    {
        yield return ForecastFigures.Of(judgement);
        if (judgement.Baselines.Length > 0) yield return BaselineSection.Of(judgement);
        yield return FanSection.Of(judgement);
        yield return ErrorSection.Of(judgement);
        yield return SeriesSection.Of(judgement);
        yield return SliceSection.Of(judgement.Slices, judgement.All.Metrics, judgement.All.Rows, hasMeans: true, "forecast dates");
        yield return judgement.About is { } about ? new("about", "About the forecasts", MarkdownText.ToHtml(about)) : null;
    }
}
