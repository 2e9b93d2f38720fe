using Levain.Numerics;

namespace Levain.Learning.Forecasting;

/// <summary>Simulated futures of one series.</summary>
internal sealed class Futures(IFittedSeries fitted, CounterRandom random, int paths)
{
    /// <summary>A row for each level, a place for each step; between two futures, a straight line.</summary>
    public double[][] Quantiles(IReadOnlyList<double> levels, int steps)
    {
        if (levels.Count == 0) return [];
        var quantiles = new double[levels.Count][];
        for (var level = 0; level < quantiles.Length; level++) quantiles[level] = new double[steps];
        var sorted = Simulated(steps);
        for (var step = 0; step < steps; step++)
        {
            Array.Sort(sorted[step]);
            for (var level = 0; level < quantiles.Length; level++) quantiles[level][step] = At(sorted[step], levels[level]);
        }

        return quantiles;
    }

    private double[][] Simulated(int steps)
    {
        var values = new double[steps][];
        for (var step = 0; step < steps; step++) values[step] = new double[paths];
        var path = new double[steps];
        for (var number = 0; number < paths; number++)
        {
            fitted.Imagine(random.Fork((ulong)number), path);
            for (var step = 0; step < steps; step++) values[step][number] = path[step];
        }

        return values;
    }

    private static double At(double[] sorted, double level)
    {
        var place = level * (sorted.Length - 1);
        var below = (int)place;
        return below + 1 < sorted.Length ? sorted[below] + (place - below) * (sorted[below + 1] - sorted[below]) : sorted[^1];
    }
}
