namespace Levain.Learning.Reports;

/// <summary>What a model is worth, in a sentence.</summary>
internal static class Summary
{
    private const int Named = 3;

    public static string Of(Judgement judgement)
    {
        var known = judgement.Test.Metrics.Where(metric => metric.Value is not null).Take(Named).Select(Told).ToArray();
        var rows = HtmlNumber.Counted(judgement.Test.Split.Labels.Length, "test row");
        return known.Length == 0
            ? $"On {rows}, no metric has a value."
            : $"On {rows} that it never saw, the model has {string.Join(", ", known[..^1])}{(known.Length > 1 ? " and " : "")}{known[^1]}.";
    }

    private static string Told(MeasuredMetric metric) =>
        $"{metric.Name} {HtmlNumber.Of(metric)}{(metric.Interval is null ? "" : $" (95 % interval {HtmlNumber.IntervalOf(metric)})")}";
}
