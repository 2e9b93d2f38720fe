namespace Levain.Registry;

/// <summary>The metric is not worse than the champion's on the same rows by more than what is allowed; with a column, for no value of it either.</summary>
public sealed record NoWorseThanChampion(Metric Metric) : RegistryGate(Metric)
{
    /// <summary>How much worse it may be.</summary>
    public double By { get; init => field = value >= 0 && double.IsFinite(value) ? value : throw new BuildException(FormattableString.Invariant($"a candidate cannot be allowed to be worse by {value}"), "take 0 or more"); }

    /// <summary>The column whose values are looked at one by one: the evaluation must have it among its slices. Null for all rows together.</summary>
    public string? Slices { get; init; }

    /// <summary>Values with fewer rows are not looked at: chance decides there.</summary>
    public int MinRows { get; init; } = 30;

    public override bool NeedsChampion => true;

    public override IEnumerable<GateFinding> Judge(GateFacts facts) => Slices is { } column ? JudgeSlices(column, facts) : [Judge(Name, Of(facts.Candidate), Of(facts.Champion), facts)];

    private IEnumerable<GateFinding> JudgeSlices(string column, GateFacts facts)
    {
        var slices = facts.Candidate.Figures.Slice(column);
        if (slices.Count == 0) return [new($"{Name} by {column}", null, Required, Passed: false) { Note = $"the evaluation has no slices by `{column}`" }];
        var champion = facts.Champion?.Figures.Slice(column).ToDictionary(slice => slice.Value ?? "\0", StringComparer.Ordinal) ?? [];
        return slices.Where(slice => slice.Rows >= MinRows)
            .Select(slice => Judge($"{Name} of {column}={slice.Value ?? "(none)"}", Value(slice), champion.TryGetValue(slice.Value ?? "\0", out var other) ? Value(other) : null, facts));
    }

    private double? Value(SliceFigures slice) => slice.Metrics.FirstOrDefault(metric => metric.Name == Metric.Name)?.Value;

    private string Required => By > 0 ? $"no more than {Number(By)} worse than the champion" : "no worse than the champion";

    private GateFinding Judge(string name, double? candidate, double? champion, GateFacts facts)
    {
        var finding = new GateFinding(name, candidate, Required, Passed: true) { Champion = champion };
        if (facts.Champion is null) return finding with { Note = "there is no champion yet" };
        if (facts.IsChampion) return finding with { Note = "already champion" };
        if (champion is not { } best) return finding with { Note = "the champion has no value there" };
        if (candidate is not { } value) return finding with { Passed = false, Note = "the candidate has no value there" };
        return finding with { Passed = Gain(value, best) >= -By };
    }
}
