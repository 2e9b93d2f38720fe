using System.Runtime.CompilerServices;
using Levain.Numerics;

namespace Levain.Learning.Objectives;

/// <summary>The slope of a loss that is straight on either side of the label.</summary>
/// <param name="Below">Where the margin is less than the label.</param>
/// <param name="Above">Where it is more.</param>
/// <param name="AtZero">Where they are equal.</param>
internal readonly record struct StepSlope(double Below, double Above, double AtZero = 0.0) : ISlope
{
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public void At<V>(V margin, V label, out V gradient, out V hessian) where V : struct, ILanes<V>
    {
        gradient = V.Choose(V.Less(margin, label), Below, V.Choose(V.Less(label, margin), Above, AtZero));
        hessian = 1.0;
    }
}
