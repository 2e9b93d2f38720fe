namespace Levain.Registry;

/// <summary>The metric, of which less is better, is not above a multiple of its mean over the versions that were approved last.</summary>
public sealed record InLineWithHistory(Metric Metric) : RegistryGate(Metric)
{
    /// <summary>How many times the mean it may be.</summary>
    public double Times { get; init => field = value > 1 && double.IsFinite(value) ? value : throw new BuildException(FormattableString.Invariant($"{value} times the mean would refuse what is usual"), "take more than 1, such as 2"); } = 2;

    /// <summary>How many versions count.</summary>
    public int Last { get; init => field = value >= 1 ? value : throw new BuildException($"the last {value} versions are none"); } = 10;

    public override IEnumerable<GateFinding> Judge(GateFacts facts)
    {
        if (Metric.HigherIsBetter) throw new BuildException($"gate `{nameof(InLineWithHistory)}` is for metrics of which less is better, and `{Metric.Name}` is not one", "take a bound or `BetterThanChampion`");
        var values = facts.Approved.Select(version => version.Record?.Metrics.FirstOrDefault(metric => metric.Name == Metric.Name)?.Value).OfType<double>().TakeLast(Last).ToList();
        var required = values.Count == 0 ? "in line with history" : $"≤ {Number(values.Average() * Times)}, {Number(Times)} times the mean of the last {FormattableString.Invariant($"{values.Count}")} approved";
        if (Of(facts.Candidate) is not { } value) return [Missing(required)];
        var finding = new GateFinding(Name, value, required, Passed: true) { Champion = Of(facts.Champion) };
        return [values.Count == 0 ? finding with { Note = "nothing was approved yet" } : finding with { Passed = value <= values.Average() * Times }];
    }
}
