using System.Text;
using static Levain.Learning.Reports.CardText;

namespace Levain.Learning.Reports;

/// <summary>The card of a model, in Markdown: what it is, what it is for, how good it is and where it is worse.</summary>
internal static class ModelCard
{
    private const int WorstSlices = 5;

    public static string Of(Judgement judgement)
    {
        var card = new StringBuilder();
        card.Append($"# {Escaped(judgement.Title)}\n\n{Escaped(Summary.Of(judgement))}\n\n");
        card.Append($"| | |\n|---|---|\n| model | {Escaped(judgement.Model.Kind)} |\n| target | {Code(judgement.Target)} |\n| features | {HtmlNumber.Count(judgement.Model.Features.Count)} |\n");
        if (judgement.Weight is { } weight) card.Append($"| weight of a row | {Code(weight)} |\n");
        card.Append('\n');
        if (judgement.About is { } about) card.Append(about.ReplaceLineEndings("\n").Trim()).Append("\n\n");
        AppendMetrics(card, judgement);
        AppendData(card, judgement);
        foreach (var table in judgement.Slices) AppendSlices(card, judgement, table);
        AppendTuning(card, judgement.Tuning);
        card.Append("## Features\n\n").AppendJoin(", ", judgement.Model.Features.Select(feature => Code(feature.Name))).Append('\n');
        return card.ToString();
    }

    private static void AppendMetrics(StringBuilder card, Judgement judgement)
    {
        var others = judgement.Others;
        card.Append($"## Metrics\n\n| metric | test | 95 % interval |{string.Concat(others.Select(other => $" {other.Split.Name} |"))}\n|---|---:|---:|{string.Concat(others.Select(_ => "---:|"))}\n");
        for (var i = 0; i < judgement.Test.Metrics.Length; i++)
        {
            var metric = judgement.Test.Metrics[i];
            card.Append($"| {metric.Name} | {HtmlNumber.Of(metric)} | {HtmlNumber.IntervalOf(metric)} |{string.Concat(others.Select(other => $" {HtmlNumber.Of(other.Metrics[i])} |"))}\n");
        }

        card.Append('\n').Append("Intervals come from ").Append(HtmlNumber.Counted(judgement.Draws, "draw")).Append(" of the test rows, with replacement.\n\n");
    }

    private static void AppendTuning(StringBuilder card, StudyPlots? tuning)
    {
        if (tuning is null) return;
        card.Append($"## Tuning\n\nThe best of {tuning.Told}.\n\n| parameter | best |\n|---|---:|\n");
        foreach (var (name, value) in tuning.BestParameters) card.Append($"| {Code(name)} | {Escaped(value)} |\n");
        card.Append('\n');
    }

    private static void AppendData(StringBuilder card, Judgement judgement)
    {
        card.Append($"## Rows\n\n| split | rows | {DataSection.MeanWord(judgement.Model.Task)} |\n|---|---:|---:|\n");
        foreach (var measured in judgement.Splits) card.Append($"| {measured.Split.Name} | {HtmlNumber.Count(measured.Split.Labels.Length)} | {DataSection.Mean(measured.Split, judgement.Model.Task)} |\n");
        card.Append('\n');
    }

    private static void AppendSlices(StringBuilder card, Judgement judgement, SliceTable table)
    {
        var metric = judgement.Test.Metrics[0].Name;
        card.Append($"## Worst by {Code(table.Column)}\n\n| value | rows | {metric} | 95 % interval |\n|---|---:|---:|---:|\n");
        foreach (var slice in table.Slices.Take(WorstSlices))
            card.Append($"| {(slice.Value is null ? "*none*" : slice.Value.Length == 0 ? "*empty*" : Escaped(slice.Value))} | {HtmlNumber.Count(slice.Rows)} | {HtmlNumber.Of(slice.Metrics[0])} | {HtmlNumber.IntervalOf(slice.Metrics[0])} |\n");
        card.Append('\n');
    }
}
