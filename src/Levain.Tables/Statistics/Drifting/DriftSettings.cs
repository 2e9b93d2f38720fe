namespace Levain.Tables.Statistics;

/// <summary>When a distance between distributions counts as drift.</summary>
public sealed record DriftSettings
{
    public double Threshold { get; init => field = Share(value, nameof(Threshold)); } = 0.1;

    public double CategoricalThreshold { get; init => field = Share(value, nameof(CategoricalThreshold)); } = 0.1;

    /// <summary>Whether what chance brings is taken from a distance first; false takes it as it is.</summary>
    public bool IsRobust { get; init; } = true;

    private static double Share(double value, string name) => value is >= 0 and <= 1 ? value : throw new BuildException($"the {name} of drift is a distance between 0 and 1");
}
