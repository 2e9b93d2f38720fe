namespace Levain.Learning;

/// <summary>From which step on a trial must be how good, or else it stops: known before it starts, so that it depends on nothing that runs beside it.</summary>
public sealed record PruningBounds
{
    public required bool HigherIsBetter { get; init; }

    /// <summary>From which step on each of the <see cref="Values"/> counts, rising from 1 on; empty for no bounds.</summary>
    public IReadOnlyList<int> Steps { get; init; } = [];

    /// <summary>What the best of a trial must be no worse than.</summary>
    public IReadOnlyList<double> Values { get; init; } = [];

    /// <summary>Whether a trial stops after a step.</summary>
    /// <param name="best">The best that it came to so far.</param>
    public bool Stops(int step, double best)
    {
        var last = -1;
        while (last + 1 < Steps.Count && Steps[last + 1] <= step) last++;
        // Written so that what is no number stops.
        return last >= 0 && !(HigherIsBetter ? best >= Values[last] : best <= Values[last]);
    }

    /// <summary>Bounds at rising steps; one that is like the one before is not said again.</summary>
    internal static PruningBounds Of(bool higherIsBetter, IEnumerable<(int Step, double Value)> bounds)
    {
        var (steps, values) = (new List<int>(), new List<double>());
        foreach (var (step, value) in bounds)
        {
            if (values.Count > 0 && values[^1] == value) continue;
            steps.Add(step);
            values.Add(value);
        }

        return new() { HigherIsBetter = higherIsBetter, Steps = steps, Values = values };
    }
}
