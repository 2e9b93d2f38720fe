using Levain.Learning.Linear;
using Levain.Numerics;

namespace Levain.Learning.Forecasting;

/// <summary>A series that was taken apart into trend, seasons and holidays, as it goes on.</summary>
internal sealed class AdditiveSeries : IFittedSeries
{
    // Where the draws of a path begin; those of noise begin at 0. How far is told moves none of them.
    private const ulong ParameterDraws = 1ul << 40, BendDraws = 1ul << 41;

    /// <summary>The largest value of the history in size; all else but times is a share of it.</summary>
    public required double Scale { get; init; }

    /// <summary>Of each step, with the history from 0 to 1.</summary>
    public required double[] Times { get; init; }

    public required double[] Trend { get; init; }

    /// <summary>What multiplies the trend.</summary>
    public required double[] Factors { get; init; }

    /// <summary>What is added.</summary>
    public required double[] Amounts { get; init; }

    /// <summary>The deviation of the noise.</summary>
    public required double Noise { get; init; }

    /// <summary>The errors of the history, brought to the deviation of the noise: noise to come is drawn from them, so that it is as skewed and as heavy as it was.</summary>
    public required double[] Errors { get; init; }

    /// <summary>For each step, the weights of normal draws that stand for parameters' uncertainty, as shares of the noise.</summary>
    public required double[][] Spread { get; init; }

    /// <summary>How often the trend may bend, and how much it did on the mean.</summary>
    public required double BendsPerTime { get; init; }

    public required double BendSize { get; init; }

    public void Expect(Span<double> means)
    {
        for (var i = 0; i < means.Length; i++) means[i] = Scale * (Trend[i] * Factors[i] + Amounts[i]);
    }

    public void Imagine(CounterRandom random, Span<double> path)
    {
        Bend(random, path);
        var draws = new double[Spread[0].Length];
        for (var i = 0; i < draws.Length; i++) draws[i] = random.Normal(ParameterDraws + (ulong)i);
        for (var i = 0; i < path.Length; i++)
        {
            var error = Errors[random.Below((ulong)i, Errors.Length)] + Noise * ColumnKernel.Sum(Spread[i], draws);
            path[i] = Scale * ((Trend[i] + path[i]) * Factors[i] + Amounts[i] + error);
        }
    }

    /// <summary>By how much bends to come lead away from the trend: they come at random, with sizes of Laplace's distribution.</summary>
    private void Bend(CounterRandom random, Span<double> path)
    {
        path.Clear();
        if (BendSize == 0) return;
        var time = 1.0;
        for (var draw = BendDraws; ; draw += 2)
        {
            time += Exponential(random, draw) / BendsPerTime;
            if (time >= Times[^1]) return;
            // The lowest bit is no part of the number drawn.
            var size = BendSize * Exponential(random, draw + 1) * ((random.At(draw + 1) & 1) == 0 ? 1 : -1);
            for (var i = path.Length - 1; i >= 0 && Times[i] > time; i--) path[i] += size * (Times[i] - time);
        }
    }

    private static double Exponential(CounterRandom random, ulong index) => -Elementary.Log(1 - random.Uniform(index));
}
