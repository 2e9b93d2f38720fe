namespace Levain.Locks;

/// <summary>What one stage made, from which key.</summary>
public sealed record LockedStage
{
    public LockedStage(string name, Digest key, Content output, IEnumerable<KeyValuePair<string, double>>? metrics = null)
    {
        (Name, Key, Output) = (name, key, output);
        Metrics = metrics is null ? [] : [.. metrics.OrderBy(metric => metric.Key, StringComparer.Ordinal)];
    }

    public string Name { get; }

    public Digest Key { get; }

    public Content Output { get; }

    /// <summary>The metrics that a gate looks at, sorted by name.</summary>
    public IReadOnlyList<KeyValuePair<string, double>> Metrics { get; }

    public bool Equals(LockedStage? other) => other is not null && Name == other.Name && Key == other.Key && Output == other.Output && SameMetrics(other);

    public override int GetHashCode() => HashCode.Combine(Name, Key, Output);

    // Bits, not values: NaN equals itself here, and 0 and -0 are written differently.
    private bool SameMetrics(LockedStage other)
    {
        if (Metrics.Count != other.Metrics.Count) return false;
        for (var i = 0; i < Metrics.Count; i++)
            if (Metrics[i].Key != other.Metrics[i].Key || BitConverter.DoubleToInt64Bits(Metrics[i].Value) != BitConverter.DoubleToInt64Bits(other.Metrics[i].Value)) return false;
        return true;
    }
}
