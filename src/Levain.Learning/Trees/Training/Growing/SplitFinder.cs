using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Levain.Learning.Training;

/// <summary>Finds the best split of a node from its histogram.</summary>
internal sealed unsafe class SplitFinder(BinnedMatrix matrix, Regularization rules, IReadOnlyDictionary<int, Monotone> monotone, int maxOneHot)
{
    private readonly Regularization rules = rules;
    private readonly IReadOnlyDictionary<int, Monotone> monotone = monotone;
    private readonly bool isPlain = rules.MaxStep <= 0 && monotone.Count == 0;

    /// <summary>How much one unit of quantization is in this tree.</summary>
    public Units Units { get; set; }

    public double WeightOf(GrowingNode node, long packed) => Math.Clamp(rules.Weight(Gradient.GradientOf(packed) * Units.Gradient, Gradient.HessianOf(packed) * Units.Hessian), node.Lower, node.Upper);

    /// <summary>Whether both sides of a split could be heavy enough, and the node is at least so heavy.</summary>
    public bool HasRoom(GrowingNode node, double least) => Gradient.HessianOf(node.Total) >= Math.Max(2 * rules.MinChildWeight, least) * Units.HessiansInOne;

    [SkipLocalsInit]
    public Split Best(GrowingNode node, int feature)
    {
        var profile = matrix.Profiles[feature];
        var (cuts, count) = (profile.Cuts, profile.Cuts.BinCount);
        var bins = node.Histogram!.Start + matrix.PlaceOf(feature);
        // For each bin the sum of all up to it, and behind them what is missing.
        Span<long> upTo = stackalloc long[256];
        var sum = 0L;
        for (var bin = 0; bin < count; bin++) upTo[bin] = sum += bins[bin];
        var missing = bins[count];
        if (!matrix.IsDense(feature))
        {
            // Only the rows with another than the common bin were added; what the node has more is in that one.
            var common = node.Total - sum - missing;
            if (profile.CommonBin == count) missing += common;
            else foreach (ref var behind in upTo[profile.CommonBin..count]) behind += common;
        }

        var scan = new Scan(node, this, feature);
        if (cuts.IsCategory) Categories(ref scan, upTo[..count], missing);
        else Numbers(ref scan, upTo[..count], missing);
        return scan.Best;
    }

    private static void Numbers(ref Scan scan, ReadOnlySpan<long> upTo, long missing)
    {
        // With nothing missing, or with what is missing on the left, all values on the left would leave nothing for the right.
        scan.Numbers(missing == 0 ? upTo[..^1] : upTo, 0, false);
        if (missing != 0) scan.Numbers(upTo[..^1], missing, true);
    }

    private void Categories(ref Scan scan, ReadOnlySpan<long> upTo, long missing)
    {
        var seen = new List<(int Bin, long Sum, double Weight)>(upTo.Length);
        for (var bin = 0; bin < upTo.Length; bin++)
        {
            var sum = upTo[bin] - (bin == 0 ? 0 : upTo[bin - 1]);
            if (sum != 0 || upTo.Length > maxOneHot) seen.Add((bin, sum, WeightOf(sum)));
        }

        if (upTo.Length <= maxOneHot)
        {
            foreach (var (bin, sum, _) in seen) scan.Category(With(default, bin), sum, missing);
            return;
        }

        // The best two sets of all are neighbours in the order of what each category alone would add (Fisher 1958).
        seen.Sort((left, right) => left.Weight != right.Weight ? left.Weight.CompareTo(right.Weight) : left.Bin.CompareTo(right.Bin));
        var (before, right) = (0L, Vector256<ulong>.Zero);
        foreach (var (bin, sum, _) in missing == 0 && seen.Count > 0 ? seen[..^1] : seen)
        {
            before += sum;
            right = With(right, bin);
            scan.Category(right, before, missing);
        }
    }

    // A category of too few rows for a leaf of its own says nothing, and one of no rows is as likely here as there: both stand in the middle, as in XGBoost, or rare categories are learned by heart.
    private double WeightOf(long sum)
    {
        var hessian = Gradient.HessianOf(sum) * Units.Hessian;
        return hessian < rules.MinChildWeight ? 0 : rules.Weight(Gradient.GradientOf(sum) * Units.Gradient, hessian);
    }

    private static Vector256<ulong> With(Vector256<ulong> set, int bin) => set.WithElement(bin / 64, set.GetElement(bin / 64) | (1ul << (bin % 64)));

    /// <summary>The search through the splits of one node by one feature.</summary>
    private struct Scan
    {
        private readonly GrowingNode node;
        private readonly SplitFinder finder;
        private readonly int feature;
        private readonly NodeSums sums;
        private readonly double parentGain;
        private readonly Monotone? direction;

        public Scan(GrowingNode node, SplitFinder finder, int feature)
        {
            (this.node, this.finder, this.feature) = (node, finder, feature);
            sums = new(Gradient.GradientOf(node.Total), Gradient.HessianOf(node.Total), finder.Units.Gradient, finder.Units.Hessian, finder.rules.MinChildWeight * finder.Units.HessiansInOne);
            parentGain = finder.rules.Gain(sums.Gradient * sums.GradientUnit, sums.Hessian * sums.HessianUnit);
            direction = finder.monotone.TryGetValue(feature, out var found) ? found : null;
            Best = Split.None;
        }

        public Split Best { get; private set; }

        public void Numbers(scoped ReadOnlySpan<long> upTo, long more, bool missingLeft)
        {
            var (gain, threshold) = finder.isPlain ? GainKernel.Best(upTo, more, sums, finder.rules) : BestBounded(upTo, more);
            if (threshold >= 0) Offer(gain, threshold, missingLeft, upTo[threshold] + more, default);
        }

        private readonly (double Gain, int Threshold) BestBounded(scoped ReadOnlySpan<long> upTo, long more)
        {
            var best = (Gain: double.NegativeInfinity, Threshold: -1);
            for (var bin = 0; bin < upTo.Length; bin++)
            {
                var gain = Bounded(upTo[bin] + more);
                if (gain > best.Gain) best = (gain, bin);
            }

            return best;
        }

        public void Category(Vector256<ulong> right, long sum, long missing)
        {
            // The sums of the set are those of the right side; what is missing goes left or right.
            for (var side = 0; side < (missing == 0 ? 1 : 2); side++)
            {
                var left = node.Total - sum - (side == 0 ? 0 : missing);
                var gain = finder.isPlain ? GainKernel.Best([left], 0, sums, finder.rules).Gain : Bounded(left);
                Offer(gain, 0, side == 0, left, right);
            }
        }

        /// <summary>The gain of a split whose weights are bound from above, below or by the direction of the feature.</summary>
        private readonly double Bounded(long packed)
        {
            var rules = finder.rules;
            double gradient = Gradient.GradientOf(packed), hessian = Gradient.HessianOf(packed);
            double left = gradient * sums.GradientUnit, leftHessian = hessian * sums.HessianUnit;
            double right = (sums.Gradient - gradient) * sums.GradientUnit, rightHessian = (sums.Hessian - hessian) * sums.HessianUnit;
            if (hessian < sums.LeastHessian || sums.Hessian - hessian < sums.LeastHessian || leftHessian + rules.L2 <= 0 || rightHessian + rules.L2 <= 0) return double.NegativeInfinity;
            if (finder.monotone.Count == 0) return rules.Gain(left, leftHessian) + rules.Gain(right, rightHessian);

            var leftWeight = Math.Clamp(rules.Weight(left, leftHessian), node.Lower, node.Upper);
            var rightWeight = Math.Clamp(rules.Weight(right, rightHessian), node.Lower, node.Upper);
            if ((direction == Monotone.Rising && leftWeight > rightWeight) || (direction == Monotone.Falling && leftWeight < rightWeight)) return double.NegativeInfinity;
            return rules.GainOf(left, leftHessian, leftWeight) + rules.GainOf(right, rightHessian, rightWeight);
        }

        private void Offer(double gain, int bin, bool missingLeft, long left, Vector256<ulong> right)
        {
            gain -= parentGain;
            if (finder.rules.IsWorth(gain) && (Best.IsNone || gain > Best.Gain)) Best = new(gain, feature, bin, missingLeft, left, right);
        }
    }
}
