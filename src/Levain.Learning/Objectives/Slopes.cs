using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Levain.Numerics;

namespace Levain.Learning.Objectives;

/// <summary>Fills gradients and Hessians of objectives with one output, in double precision that is rounded once, in the widest vectors there are.</summary>
internal static class Slopes
{
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Fill<TSlope>(TSlope slope, ReadOnlySpan<float> margins, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights, Span<float> gradients, Span<float> hessians)
        where TSlope : struct, ISlope
    {
        CheckLengths(margins.Length, labels.Length, weights.Length, gradients.Length, hessians.Length);
        var done = 0;
        if (Vector512.IsHardwareAccelerated) done = FillLanes<TSlope, EightLanes>(slope, margins, labels, weights, gradients, hessians, done);
        else if (Vector256.IsHardwareAccelerated) done = FillLanes<TSlope, FourLanes>(slope, margins, labels, weights, gradients, hessians, done);
        else if (Vector128.IsHardwareAccelerated) done = FillLanes<TSlope, TwoLanes>(slope, margins, labels, weights, gradients, hessians, done);
        FillLanes<TSlope, OneLane>(slope, margins, labels, weights, gradients, hessians, done);
    }

    /// <summary>Fills whole vectors only, from <paramref name="done"/> on, and returns how far it came. Tests call it for each width.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static int FillLanes<TSlope, V>(TSlope slope, ReadOnlySpan<float> margins, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights, Span<float> gradients, Span<float> hessians, int done)
        where TSlope : struct, ISlope where V : struct, ILanes<V>
    {
        ref readonly var margin = ref MemoryMarshal.GetReference(margins);
        ref readonly var label = ref MemoryMarshal.GetReference(labels);
        ref readonly var weight = ref MemoryMarshal.GetReference(weights);
        ref var gradient = ref MemoryMarshal.GetReference(gradients);
        ref var hessian = ref MemoryMarshal.GetReference(hessians);
        for (; done <= margins.Length - V.Count; done += V.Count)
        {
            var at = (nuint)done;
            slope.At(V.LoadSingles(in margin, at), V.LoadSingles(in label, at), out var first, out var second);
            if (weights.Length != 0)
            {
                var times = V.LoadSingles(in weight, at);
                first *= times;
                second *= times;
            }

            V.StoreSingles(first, ref gradient, at);
            V.StoreSingles(second, ref hessian, at);
        }

        return done;
    }

    private static void CheckLengths(int margins, int labels, int weights, int gradients, int hessians)
    {
        if (margins != labels || margins != gradients || margins != hessians || (weights != 0 && weights != margins))
            throw new ArgumentException($"{margins} margins, {labels} labels, {weights} weights, {gradients} gradients and {hessians} Hessians");
    }
}
