using System.Text;
using static Levain.Learning.Reports.CardText;

namespace Levain.Learning.Reports;

/// <summary>The card of forecasts, in Markdown.</summary>
internal static class ForecastCard
{
    private const int Worst = 5;

    public static string Of(ForecastJudgement judgement)
    {
        var card = new StringBuilder();
        card.Append($"# {Escaped(judgement.Title)}\n\n{Escaped(ForecastPage.Lead(judgement))}\n\n| | |\n|---|---|\n| what | {ForecastPage.Kind(judgement)} |\n| target | {Code(judgement.Target)} |\n");
        if (judgement.Table.Keys.Length > 0) card.Append($"| keys | {string.Join(", ", judgement.Table.Keys.Select(Code))} |\n");
        card.Append('\n');
        if (judgement.About is { } about) card.Append(about.ReplaceLineEndings("\n").Trim()).Append("\n\n");
        card.Append("## Metrics\n\n| metric | forecasts | 95 % interval |\n|---|---:|---:|\n");
        foreach (var metric in judgement.All.Metrics) card.Append($"| {metric.Name} | {HtmlNumber.Of(metric)} | {HtmlNumber.IntervalOf(metric)} |\n");
        card.Append('\n').Append(ForecastFigures.Note(judgement)).Append("\n\n");
        foreach (var baseline in judgement.Baselines) AppendBaseline(card, baseline);
        card.Append("## By cut-off\n\n| cut-off | dates | wape | 95 % interval |\n|---|---:|---:|---:|\n");
        foreach (var cutOff in judgement.CutOffs) card.Append($"| {cutOff.Name} | {HtmlNumber.Count(cutOff.Rows)} | {HtmlNumber.Of(cutOff.Metrics[0])} | {HtmlNumber.IntervalOf(cutOff.Metrics[0])} |\n");
        foreach (var table in judgement.Slices) AppendSlices(card, table);
        return card.ToString();
    }

    private static void AppendBaseline(StringBuilder card, ComparedForecasts baseline)
    {
        card.Append($"## Beside {Code(baseline.Name)}\n\n| metric | forecasts | baseline | difference | 95 % interval |\n|---|---:|---:|---:|---:|\n");
        foreach (var difference in baseline.Differences)
            card.Append($"| {difference.Name} | {HtmlNumber.Of(baseline.Own.First(metric => metric.Name == difference.Name))} | {HtmlNumber.Of(baseline.Metrics.First(metric => metric.Name == difference.Name))} | {HtmlNumber.Fixed(difference.Value)} | {BaselineSection.Between(difference)} |\n");
        card.Append('\n');
    }

    private static void AppendSlices(StringBuilder card, SliceTable table)
    {
        card.Append($"\n## Worst by {Code(table.Column)}\n\n| value | dates | wape | 95 % interval |\n|---|---:|---:|---:|\n");
        foreach (var slice in table.Slices.Take(Worst))
            card.Append($"| {(slice.Value is null ? "*none*" : slice.Value.Length == 0 ? "*empty*" : Escaped(slice.Value))} | {HtmlNumber.Count(slice.Rows)} | {HtmlNumber.Of(slice.Metrics[0])} | {HtmlNumber.IntervalOf(slice.Metrics[0])} |\n");
    }
}
