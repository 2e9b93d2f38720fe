namespace Levain.Registry;

/// <summary>The metric is strictly better than the champion's on the same rows. The first version of a group has nobody to be better than.</summary>
public sealed record BetterThanChampion(Metric Metric) : RegistryGate(Metric)
{
    /// <summary>By more than this; 0 for anything.</summary>
    public double By { get; init => field = value >= 0 && double.IsFinite(value) ? value : throw new BuildException(FormattableString.Invariant($"a candidate cannot be better by {value}"), "take 0 or more; see `NoWorseThanChampion` to allow for a loss"); }

    public override bool NeedsChampion => true;

    public override IEnumerable<GateFinding> Judge(GateFacts facts)
    {
        var required = By > 0 ? $"better than the champion by more than {Number(By)}" : "better than the champion";
        if (Of(facts.Candidate) is not { } value) return [Missing(required)];
        var finding = new GateFinding(Name, value, required, Passed: true);
        if (facts.Champion is null) return [finding with { Note = "there is no champion yet" }];
        if (Of(facts.Champion) is not { } champion) return [finding with { Note = $"the champion has no {Name}" }];
        if (facts.IsChampion) return [finding with { Champion = champion, Note = "already champion" }];
        return [finding with { Champion = champion, Passed = Gain(value, champion) > By }];
    }
}
