using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Levain.Numerics;

namespace Levain.Learning.Training;

/// <summary>The sums of a node in units of quantization, how much one such unit is, and how many of them a child needs.</summary>
internal readonly record struct NodeSums(double Gradient, double Hessian, double GradientUnit, double HessianUnit, double LeastHessian);

/// <summary>Finds the best of all thresholds of a feature, in the widest vectors that there are, with the same bits in each.</summary>
internal static class GainKernel
{
    // A whole number below 2^52 in the lower bits of 2^52 is that much more than 2^52.
    private const ulong Whole = 0x4330_0000_0000_0000;
    private const double OfWhole = 4503599627370496.0, OfSigned = OfWhole + 2147483648.0;

    /// <param name="lefts">For each threshold the packed sums of what is below it.</param>
    /// <param name="more">What goes left beside.</param>
    /// <returns>The first of the thresholds with the largest gain, and that gain; minus infinity where a side would always be too light.</returns>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static (double Gain, int Threshold) Best(ReadOnlySpan<long> lefts, long more, in NodeSums sums, Regularization rules)
    {
        var best = (Gain: double.NegativeInfinity, Threshold: -1);
        var done = 0;
        if (Vector512.IsHardwareAccelerated) done = Lanes<EightLanes>(lefts, more, sums, rules, ref best, done);
        else if (Vector256.IsHardwareAccelerated) done = Lanes<FourLanes>(lefts, more, sums, rules, ref best, done);
        else if (Vector128.IsHardwareAccelerated) done = Lanes<TwoLanes>(lefts, more, sums, rules, ref best, done);
        Lanes<OneLane>(lefts, more, sums, rules, ref best, done);
        return best;
    }

    /// <summary>Goes through whole vectors from <paramref name="done"/> on, and returns how far it came.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Lanes<V>(ReadOnlySpan<long> lefts, long more, in NodeSums sums, Regularization rules, ref (double Gain, int Threshold) best, int done) where V : struct, ILanes<V>
    {
        if (done > lefts.Length - V.Count) return done;
        ref var packed = ref Unsafe.As<long, double>(ref MemoryMarshal.GetReference(lefts));
        V allGradients = sums.Gradient, allHessians = sums.Hessian, gradientUnit = sums.GradientUnit, hessianUnit = sums.HessianUnit;
        V l1 = rules.L1, l2 = rules.L2, least = sums.LeastHessian, none = double.NegativeInfinity, zero = 0.0, step = V.Count;
        V whole = V.Bits(Whole), sign = V.Bits(0x8000_0000), low = V.Bits(0xffff_ffff), added = V.Bits((ulong)more);
        V bestGain = none, bestThreshold = -1.0, threshold = First<V>(done);
        for (; done <= lefts.Length - V.Count; done += V.Count, threshold += step)
        {
            var sum = V.AddBits(V.Load(in packed, (nuint)done), added);
            var left = ((V.ShiftRight(sum, 32) ^ sign) | whole) - OfSigned;
            var leftHessian = ((sum & low) | whole) - OfWhole;
            // Differences of whole numbers are exact; only then do units come in.
            V right = (allGradients - left) * gradientUnit, rightHessian = allHessians - leftHessian;
            // Compared in units too: as products, exactly so many rows might come out lighter.
            var tooLight = V.Less(leftHessian, least) | V.Less(rightHessian, least);
            left *= gradientUnit;
            leftHessian *= hessianUnit;
            rightHessian *= hessianUnit;
            left = Shrunk(left, l1);
            right = Shrunk(right, l1);
            leftHessian += l2;
            rightHessian += l2;
            var usable = V.Less(zero, leftHessian) & V.Less(zero, rightHessian) & ~tooLight;
            var gain = V.Choose(usable, (left * left / leftHessian) + (right * right / rightHessian), none);
            var better = V.Less(bestGain, gain);
            bestGain = V.Choose(better, gain, bestGain);
            bestThreshold = V.Choose(better, threshold, bestThreshold);
        }

        Span<double> gains = stackalloc double[8], thresholds = stackalloc double[8];
        V.Store(bestGain, ref gains[0], 0);
        V.Store(bestThreshold, ref thresholds[0], 0);
        for (var lane = 0; lane < V.Count; lane++)
        {
            var (gain, at) = (gains[lane], (int)thresholds[lane]);
            if (gain > best.Gain || (gain == best.Gain && at >= 0 && at < best.Threshold)) best = (gain, at);
        }

        return done;
    }

    private static V First<V>(int done) where V : struct, ILanes<V>
    {
        Span<double> first = [done, done + 1, done + 2, done + 3, done + 4, done + 5, done + 6, done + 7];
        return V.Load(in first[0], 0);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Shrunk<V>(V gradient, V l1) where V : struct, ILanes<V>
    {
        V zero = 0.0;
        return V.Choose(V.Less(l1, gradient), gradient - l1, V.Choose(V.Less(gradient, -l1), gradient + l1, zero));
    }
}
