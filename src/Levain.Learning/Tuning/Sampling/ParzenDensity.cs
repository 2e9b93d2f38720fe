using Levain.Numerics;

namespace Levain.Learning.Tuning;

/// <summary>A kernel about each number that was seen, as broad as it is far from its neighbours, and a broad one for what nobody saw (Bergstra and others 2011).</summary>
internal sealed class ParzenDensity : Density
{
    private readonly ParameterAxis axis;
    private readonly double[] centers, deviations, shares, inside;

    public ParzenDensity(ParameterAxis axis, IReadOnlyList<double> seen, IReadOnlyList<double> weights, double priorWeight)
    {
        this.axis = axis;
        centers = [.. seen.Select(axis.ToPlace), axis.Center];
        deviations = Deviations(axis, centers);
        shares = Shares(weights, priorWeight);
        inside = new double[centers.Length];
        for (var i = 0; i < inside.Length; i++) inside[i] = LogisticKernel.Mass(axis.Lower, axis.Upper, centers[i], deviations[i]);
    }

    public override double Draw(CounterRandom random, ulong index)
    {
        if (axis.Upper <= axis.Lower) return axis.ToValue(axis.Lower);
        var kernel = Pick(shares, random.Uniform(index));
        return axis.ToValue(LogisticKernel.Place(random.Uniform(index + 1), axis.Lower, axis.Upper, centers[kernel], deviations[kernel]));
    }

    public override double Log(double value)
    {
        if (axis.Upper <= axis.Lower) return 0;
        var place = axis.ToPlace(value);
        var (from, to) = axis.IsStepped ? axis.Cell(value) : (place, place);
        var sum = 0.0;
        for (var i = 0; i < centers.Length; i++)
        {
            var at = axis.IsStepped ? LogisticKernel.Mass(from, to, centers[i], deviations[i]) : LogisticKernel.Density(place, centers[i], deviations[i]);
            sum += shares[i] * at / inside[i];
        }

        return Elementary.Log(sum);
    }

    // The farther of both neighbours, but neither broader than the prior nor so narrow that nothing else would ever be tried.
    private static double[] Deviations(ParameterAxis axis, double[] centers)
    {
        var prior = centers.Length - 1;
        var order = Enumerable.Range(0, centers.Length).OrderBy(i => centers[i]).ThenBy(i => i).ToArray();
        var least = axis.Spread / Math.Min(100, 2 + prior);
        var deviations = new double[centers.Length];
        for (var i = 0; i < order.Length; i++)
        {
            var left = i > 0 ? centers[order[i]] - centers[order[i - 1]] : 0;
            var right = i < order.Length - 1 ? centers[order[i + 1]] - centers[order[i]] : 0;
            deviations[order[i]] = Math.Clamp(Math.Max(left, right), least, axis.Spread);
        }

        deviations[prior] = axis.Spread;
        return deviations;
    }
}
