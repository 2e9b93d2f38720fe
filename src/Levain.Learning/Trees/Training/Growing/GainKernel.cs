using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Levain.Numerics;

namespace Levain.Learning.Training;

/// <summary>The sums of a node, in units of quantization and how much one such unit is.</summary>
internal readonly record struct NodeSums(double Gradient, double Hessian, double GradientUnit, double HessianUnit);

/// <summary>The gains of all thresholds of a feature at once, in the widest vectors that there are, with the same bits in each.</summary>
internal static class GainKernel
{
    /// <param name="gradients">Sums of the left side for each threshold, in units.</param>
    /// <param name="gains">Minus infinity where a side would be too light.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Gains(ReadOnlySpan<double> gradients, ReadOnlySpan<double> hessians, in NodeSums sums, Regularization rules, Span<double> gains)
    {
        var done = 0;
        if (Vector512.IsHardwareAccelerated) done = Lanes<EightLanes>(gradients, hessians, sums, rules, gains, done);
        else if (Vector256.IsHardwareAccelerated) done = Lanes<FourLanes>(gradients, hessians, sums, rules, gains, done);
        else if (Vector128.IsHardwareAccelerated) done = Lanes<TwoLanes>(gradients, hessians, sums, rules, gains, done);
        Lanes<OneLane>(gradients, hessians, sums, rules, gains, done);
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int Lanes<V>(ReadOnlySpan<double> gradients, ReadOnlySpan<double> hessians, in NodeSums sums, Regularization rules, Span<double> gains, int done) where V : struct, ILanes<V>
    {
        ref var gradient = ref MemoryMarshal.GetReference(gradients);
        ref var hessian = ref MemoryMarshal.GetReference(hessians);
        ref var gain = ref MemoryMarshal.GetReference(gains);
        V allGradients = sums.Gradient, allHessians = sums.Hessian, gradientUnit = sums.GradientUnit, hessianUnit = sums.HessianUnit;
        V l1 = rules.L1, l2 = rules.L2, least = rules.MinChildWeight, none = double.NegativeInfinity, zero = 0.0;
        for (; done <= gradients.Length - V.Count; done += V.Count)
        {
            V left = V.Load(in gradient, (nuint)done), leftHessian = V.Load(in hessian, (nuint)done);
            // Differences of whole numbers are exact; only then do units come in.
            V right = (allGradients - left) * gradientUnit, rightHessian = (allHessians - leftHessian) * hessianUnit;
            left *= gradientUnit;
            leftHessian *= hessianUnit;
            var tooLight = V.Less(leftHessian, least) | V.Less(rightHessian, least);
            left = Shrunk(left, l1);
            right = Shrunk(right, l1);
            leftHessian += l2;
            rightHessian += l2;
            var usable = V.Less(zero, leftHessian) & V.Less(zero, rightHessian);
            var value = (left * left / leftHessian) + (right * right / rightHessian);
            V.Store(V.Choose(usable & ~tooLight, value, none), ref gain, (nuint)done);
        }

        return done;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V Shrunk<V>(V gradient, V l1) where V : struct, ILanes<V>
    {
        V zero = 0.0;
        return V.Choose(V.Less(l1, gradient), gradient - l1, V.Choose(V.Less(gradient, -l1), gradient + l1, zero));
    }
}
