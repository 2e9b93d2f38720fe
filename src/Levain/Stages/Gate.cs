namespace Levain;

/// <summary>A bound on a metric that a stage reports; a build that breaks it exits with 1.</summary>
[Fingerprints.EngineBoundary]
public sealed record Gate(string Stage, string Metric)
{
    public double? AtLeast { get; init; }

    public double? AtMost { get; init; }

    internal string Required => (AtLeast, AtMost) switch
    {
        ({ } least, { } most) => FormattableString.Invariant($"{least} to {most}"),
        ({ } least, null) => FormattableString.Invariant($"≥ {least}"),
        (null, { } most) => FormattableString.Invariant($"≤ {most}"),
        _ => "any",
    };

    // Written so that NaN, which compares false with everything, does not pass.
    internal bool Allows(double value) => (AtLeast is null || value >= AtLeast) && (AtMost is null || value <= AtMost) && !double.IsNaN(value);
}
