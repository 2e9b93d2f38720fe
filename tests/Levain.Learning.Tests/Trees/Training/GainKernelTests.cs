using Levain.Learning.Training;
using Levain.Numerics;

namespace Levain.Learning.Tests.Trees.Training;

public sealed class GainKernelTests
{
    private static readonly Regularization Rules = new(L1: 0.3, L2: 1, MaxStep: 0, MinChildWeight: 1, MinGain: 0);

    [Fact]
    public void Every_width_finds_the_same_threshold_and_the_same_bits_of_its_gain()
    {
        for (var draw = 0; draw < 500; draw++)
        {
            var random = new CounterRandom((ulong)draw);
            var lefts = new long[1 + random.Below(1_000_000, 255)];
            for (var i = 0; i < lefts.Length; i++) lefts[i] = (i == 0 ? 0 : lefts[i - 1]) + Gradient.Pack(random.Below((ulong)i, 2000) - 1000, random.Below((ulong)i + 1000, 500));
            var sums = new NodeSums(Gradient.GradientOf(lefts[^1]), Gradient.HessianOf(lefts[^1]) + 700.0, 1.0 / 2047, 1.0 / 8188, 1000);

            var scalar = In<OneLane>(lefts, sums);

            Assert.Equal(scalar, In<TwoLanes>(lefts, sums));
            Assert.Equal(scalar, In<FourLanes>(lefts, sums));
            Assert.Equal(scalar, In<EightLanes>(lefts, sums));
            Assert.Equal(scalar, GainKernel.Best(lefts, 5, sums, Rules));
        }
    }

    [Fact]
    public void A_child_of_exactly_the_least_weight_is_heavy_enough()
    {
        // In units that are no power of two, the product of a row's units and what a unit is may fall below one row.
        for (var scale = 5; scale < 32_767; scale++)
        {
            var units = new Units(scale, scale);
            var sums = new NodeSums(0, 2.0 * scale, units.Gradient, units.Hessian, 1 * units.HessiansInOne);

            Assert.Equal(0, GainKernel.Best([Gradient.Pack(scale, scale)], 0, sums, Rules).Threshold);
        }
    }

    private static (double, int) In<V>(long[] lefts, in NodeSums sums) where V : struct, ILanes<V>
    {
        var best = (Gain: double.NegativeInfinity, Threshold: -1);
        var done = GainKernel.Lanes<V>(lefts, 5, sums, Rules, ref best, 0);
        GainKernel.Lanes<OneLane>(lefts, 5, sums, Rules, ref best, done);
        return best;
    }
}
