namespace Levain.Tables.Statistics;

/// <summary>What numbers are like; only those that are finite count.</summary>
public sealed record NumberStatistics
{
    /// <summary>The ranks that <see cref="Quantiles"/> has.</summary>
    public static IReadOnlyList<double> Ranks { get; } = [0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.9, 0.95, 0.99];

    public required double Min { get; init; }

    public required double Max { get; init; }

    public required double Mean { get; init; }

    public required double Sum { get; init; }

    /// <summary>The standard deviation of these values as all there are: divided by their number, not by one less.</summary>
    public required double Deviation { get; init; }

    /// <summary>For each rank the smallest value that at least this share of the values does not exceed. Values that are there: nothing is interpolated.</summary>
    public IReadOnlyList<Quantile> Quantiles { get; init; } = [];

    /// <summary>For plots: whole numbers in bins of whole numbers.</summary>
    public IReadOnlyList<Bin> Histogram { get; init; } = [];

    /// <summary>Ten bins of one width from smallest to largest, as Model Monitor has them.</summary>
    public IReadOnlyList<Bin> Tenths { get; init; } = [];

    public required Sketch Sketch { get; init; }

    /// <summary>The value of a rank that <see cref="Quantiles"/> has; null of one that it has not.</summary>
    public double? At(double rank)
    {
        foreach (var quantile in Quantiles)
            if (quantile.Rank == rank) return quantile.Value;
        return null;
    }
}

/// <summary>A share of values, and the value that this share does not exceed.</summary>
public sealed record Quantile(double Rank, double Value);

/// <summary>How many values are from the lower bound on and below the upper one; the last bin of a row has its upper bound too.</summary>
public sealed record Bin(double Lower, double Upper, long Count);
