using Levain.Numerics;

namespace Levain.Learning.Tuning;

/// <summary>How often choices were seen, and the prior once more for each: with less of it a choice that was unlucky at first would not come again.</summary>
internal sealed class ChoiceDensity : Density
{
    private readonly double[] shares;

    public ChoiceDensity(int choices, IReadOnlyList<double> seen, IReadOnlyList<double> weights, double priorWeight)
    {
        var kernels = Shares(weights, priorWeight * choices);
        shares = new double[choices];
        shares.AsSpan().Fill(kernels[^1] / choices);
        for (var i = 0; i < seen.Count; i++) shares[(int)seen[i]] += kernels[i];
    }

    public override double Draw(CounterRandom random, ulong index) => Pick(shares, random.Uniform(index));

    public override double Log(double value) => Elementary.Log(shares[(int)value]);
}
