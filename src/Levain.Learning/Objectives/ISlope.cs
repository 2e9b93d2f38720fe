using Levain.Numerics;

namespace Levain.Learning.Objectives;

/// <summary>The first two derivatives of a row's loss by its margin, for a row of weight 1, in any width.</summary>
/// <remarks>Long ones are compiled on their own, as <see cref="IFunction"/> says.</remarks>
internal interface ISlope
{
    void At<V>(V margin, V label, out V gradient, out V hessian) where V : struct, ILanes<V>;
}
