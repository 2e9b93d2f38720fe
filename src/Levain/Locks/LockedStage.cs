namespace Levain.Locks;

/// <summary>What one stage made, from which key.</summary>
public sealed record LockedStage
{
    public LockedStage(string name, Digest key, Content output, IEnumerable<KeyValuePair<string, double>>? metrics = null)
    {
        (Name, Key, Output) = (name, key, output);
        Metrics = [.. (metrics ?? []).OrderBy(metric => metric.Key, StringComparer.Ordinal)];
    }

    public string Name { get; }

    public Digest Key { get; }

    public Content Output { get; }

    /// <summary>The metrics that a gate looks at, sorted by name.</summary>
    public IReadOnlyList<KeyValuePair<string, double>> Metrics { get; }

    public bool Equals(LockedStage? other) => other is not null && (Name, Key, Output) == (other.Name, other.Key, other.Output) && SameMetrics(other);

    public override int GetHashCode() => HashCode.Combine(Name, Key, Output);

    // Bits, not values: NaN equals itself here, and 0 and -0 are written differently.
    private bool SameMetrics(LockedStage other) =>
        Metrics.Select(metric => (metric.Key, BitConverter.DoubleToInt64Bits(metric.Value)))
            .SequenceEqual(other.Metrics.Select(metric => (metric.Key, BitConverter.DoubleToInt64Bits(metric.Value))));
}
