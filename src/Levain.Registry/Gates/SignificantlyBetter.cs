namespace Levain.Registry;

/// <summary>The metric is better than the champion's on the same test rows, and by more than chance: both are measured on rows drawn from them, again and again.</summary>
public sealed record SignificantlyBetter(Metric Metric) : RegistryGate(Metric)
{
    /// <summary>How sure: of the draws, this share must lie on the better side.</summary>
    public double Confidence { get; init => field = value is > 0.5 and < 1 ? value : throw new BuildException(FormattableString.Invariant($"a confidence of {value} says nothing"), "0.95 is usual"); } = 0.95;

    public int Draws { get; init => field = value is >= 100 and <= 100_000 ? value : throw new BuildException($"{value} draws tell no chance", "1000 is usual"); } = 1000;

    public ulong Seed { get; init; } = 1;

    public override bool NeedsPredictions => true;

    public override bool NeedsChampion => true;

    public override IEnumerable<GateFinding> Judge(GateFacts facts)
    {
        if (On != GateSplit.Test) throw new BuildException($"gate `{nameof(SignificantlyBetter)}` compares predictions of test rows, which alone are kept", "leave `On` as it is");
        var required = FormattableString.Invariant($"better than the champion, {Confidence * 100:0.#} % sure");
        if (Of(facts.Candidate) is not { } value) return [Missing(required)];
        var finding = new GateFinding(Name, value, required, Passed: true) { Champion = Of(facts.Champion) };
        if (facts.Champion is null) return [finding with { Note = "there is no champion yet" }];
        if (facts.IsChampion) return [finding with { Note = "already champion" }];

        var (candidate, champion) = (PredictedRows.Of(facts.Candidate), PredictedRows.Of(facts.Champion));
        if (!candidate.HasSameLabels(champion)) return [finding with { Passed = false, Note = "the champion was judged by other rows" }];
        // Both sides of the interval are looked at, so the share on one of them is half of what lies outside.
        var level = (2 * Confidence) - 1;
        var difference = Bootstrap.Compare(Metric, candidate.Predictions, champion.Predictions, candidate.Labels, candidate.Weights, Seed, Draws, level);
        var (low, high) = Metric.HigherIsBetter ? (difference.Lower, difference.Upper) : (-difference.Upper, -difference.Lower);
        return [finding with { Passed = low > 0, Note = $"better by {Number(low)} to {Number(high)}" }];
    }
}
