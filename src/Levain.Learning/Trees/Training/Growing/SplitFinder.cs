using System.Runtime.Intrinsics;

namespace Levain.Learning.Training;

/// <summary>Finds the best split of a node from its histogram.</summary>
internal sealed unsafe class SplitFinder(BinnedMatrix matrix, Regularization rules, IReadOnlyDictionary<int, Monotone> monotone, int maxOneHot)
{
    private readonly Regularization rules = rules;
    private readonly IReadOnlyDictionary<int, Monotone> monotone = monotone;
    private readonly bool isPlain = rules.MaxStep <= 0 && monotone.Count == 0;

    /// <summary>How much one unit of quantization is in this tree.</summary>
    public (double Gradient, double Hessian) Units { get; set; }

    public double WeightOf(GrowingNode node, long packed) => Math.Clamp(rules.Weight(Gradient.GradientOf(packed) * Units.Gradient, Gradient.HessianOf(packed) * Units.Hessian), node.Lower, node.Upper);

    public Split Best(GrowingNode node, int feature)
    {
        var cuts = matrix.Profiles[feature].Cuts;
        var bins = node.Histogram!.Start + matrix.PlaceOf(feature);
        if (!matrix.IsDense(feature))
        {
            // Only the rows with another than the common bin were added; what the node has more is in that one.
            var copy = stackalloc long[cuts.BinCount + 1];
            var others = 0L;
            for (var bin = 0; bin <= cuts.BinCount; bin++) others += copy[bin] = bins[bin];
            copy[matrix.Profiles[feature].CommonBin] += node.Total - others;
            bins = copy;
        }

        var scan = new Scan(node, this, feature);
        if (cuts.IsCategory) Categories(ref scan, cuts, bins);
        else Numbers(ref scan, cuts, bins);
        return scan.Best;
    }

    private void Numbers(ref Scan scan, Cuts cuts, long* bins)
    {
        var missing = bins[cuts.BinCount];
        var candidates = missing == 0 ? cuts.BinCount - 1 : cuts.BinCount;
        if (candidates <= 0) return;
        Span<double> gradients = stackalloc double[256], hessians = stackalloc double[256], gains = stackalloc double[256];
        for (var side = 0; side < (missing == 0 ? 1 : 2); side++)
        {
            var sum = side == 0 ? 0 : missing;
            for (var bin = 0; bin < candidates; bin++)
            {
                sum += bins[bin];
                (gradients[bin], hessians[bin]) = (Gradient.GradientOf(sum), Gradient.HessianOf(sum));
            }

            // With what is missing on the left, all values on the left too is no split.
            scan.Numbers(gradients[..(candidates - side)], hessians, gains, side == 1);
        }
    }

    private void Categories(ref Scan scan, Cuts cuts, long* bins)
    {
        var seen = new List<int>(cuts.BinCount);
        for (var bin = 0; bin < cuts.BinCount; bin++)
        {
            if (bins[bin] != 0) seen.Add(bin);
        }

        var missing = bins[cuts.BinCount];
        if (cuts.BinCount <= maxOneHot)
        {
            foreach (var bin in seen) scan.Category(With(default, bin), bins[bin], missing);
            return;
        }

        // The best two sets of all are neighbours in the order of what each category alone would add (Fisher 1958).
        var order = seen.Select(bin => (Bin: bin, Weight: rules.Weight(Gradient.GradientOf(bins[bin]) * Units.Gradient, Gradient.HessianOf(bins[bin]) * Units.Hessian)))
            .OrderBy(category => category.Weight).ThenBy(category => category.Bin).Select(category => category.Bin).ToArray();
        var (sum, right) = (0L, Vector256<ulong>.Zero);
        for (var i = 0; i < order.Length - (missing == 0 ? 1 : 0); i++)
        {
            sum += bins[order[i]];
            right = With(right, order[i]);
            scan.Category(right, sum, missing);
        }
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
            sums = new(Gradient.GradientOf(node.Total), Gradient.HessianOf(node.Total), finder.Units.Gradient, finder.Units.Hessian);
            parentGain = finder.rules.Gain(sums.Gradient * sums.GradientUnit, sums.Hessian * sums.HessianUnit);
            direction = finder.monotone.TryGetValue(feature, out var found) ? found : null;
            Best = Split.None;
        }

        public Split Best { get; private set; }

        public void Numbers(scoped ReadOnlySpan<double> gradients, scoped ReadOnlySpan<double> hessians, scoped Span<double> gains, bool missingLeft)
        {
            if (finder.isPlain) GainKernel.Gains(gradients, hessians, sums, finder.rules, gains);
            else
            {
                for (var bin = 0; bin < gradients.Length; bin++) gains[bin] = Bounded(gradients[bin], hessians[bin]);
            }

            var best = -1;
            var bestGain = double.NegativeInfinity;
            for (var bin = 0; bin < gradients.Length; bin++)
            {
                if (gains[bin] > bestGain) (best, bestGain) = (bin, gains[bin]);
            }

            if (best >= 0) Offer(bestGain, best, missingLeft, Gradient.Pack((long)gradients[best], (long)hessians[best]), default);
        }

        public void Category(Vector256<ulong> right, long sum, long missing)
        {
            // The sums of the set are those of the right side; what is missing goes left or right.
            for (var side = 0; side < (missing == 0 ? 1 : 2); side++)
            {
                var left = node.Total - sum - (side == 0 ? 0 : missing);
                var gain = finder.isPlain ? Plain(Gradient.GradientOf(left), Gradient.HessianOf(left)) : Bounded(Gradient.GradientOf(left), Gradient.HessianOf(left));
                Offer(gain, 0, side == 0, left, right);
            }
        }

        private readonly double Plain(double gradient, double hessian)
        {
            Span<double> gain = stackalloc double[1];
            GainKernel.Gains([gradient], [hessian], sums, finder.rules, gain);
            return gain[0];
        }

        /// <summary>The gain of a split whose weights are bound from above, below or by the direction of the feature.</summary>
        private readonly double Bounded(double gradient, double hessian)
        {
            var rules = finder.rules;
            double left = gradient * sums.GradientUnit, leftHessian = hessian * sums.HessianUnit;
            double right = (sums.Gradient - gradient) * sums.GradientUnit, rightHessian = (sums.Hessian - hessian) * sums.HessianUnit;
            if (leftHessian < rules.MinChildWeight || rightHessian < rules.MinChildWeight || leftHessian + rules.L2 <= 0 || rightHessian + rules.L2 <= 0) return double.NegativeInfinity;
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
