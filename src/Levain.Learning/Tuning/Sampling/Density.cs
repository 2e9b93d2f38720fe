using Levain.Numerics;

namespace Levain.Learning.Tuning;

/// <summary>Which values of a parameter are likely.</summary>
internal abstract class Density
{
    /// <summary>Draws a value, with the numbers at <paramref name="index"/> and the one after it.</summary>
    public abstract double Draw(CounterRandom random, ulong index);

    /// <summary>The logarithm of how likely a value is.</summary>
    public abstract double Log(double value);

    /// <summary>The first place whose cumulated share lies above a number from [0, 1).</summary>
    private protected static int Pick(double[] shares, double uniform)
    {
        var sum = 0.0;
        for (var i = 0; i < shares.Length - 1; i++)
        {
            sum += shares[i];
            if (uniform < sum) return i;
        }

        return shares.Length - 1;
    }

    /// <summary>Weights and that of the prior, as shares of their sum.</summary>
    private protected static double[] Shares(IReadOnlyList<double> weights, double priorWeight)
    {
        double[] shares = [.. weights, priorWeight];
        var sum = 0.0;
        foreach (var weight in shares) sum += weight;
        for (var i = 0; i < shares.Length; i++) shares[i] /= sum;
        return shares;
    }
}
