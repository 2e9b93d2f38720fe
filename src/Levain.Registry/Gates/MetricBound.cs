namespace Levain.Registry;

/// <summary>The metric lies within bounds.</summary>
public sealed record MetricBound(Metric Metric) : RegistryGate(Metric)
{
    public double? AtLeast { get; init; }

    public double? AtMost { get; init; }

    public override IEnumerable<GateFinding> Judge(GateFacts facts)
    {
        var required = (AtLeast, AtMost) switch
        {
            ({ } least, { } most) => $"{Number(least)} to {Number(most)}",
            ({ } least, null) => $"≥ {Number(least)}",
            (null, { } most) => $"≤ {Number(most)}",
            _ => "any",
        };
        if (Of(facts.Candidate) is not { } value) return [Missing(required)];
        return [new(Name, value, required, !(value < AtLeast) && !(value > AtMost) && !double.IsNaN(value)) { Champion = Of(facts.Champion) }];
    }
}
