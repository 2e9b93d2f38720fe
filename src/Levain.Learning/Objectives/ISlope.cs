using Levain.Numerics;

namespace Levain.Learning.Objectives;

/// <summary>The first two derivatives of a row's loss by its margin, for a row of weight 1, in any width.</summary>
/// <remarks>Short enough to be inlined into the loop, which saves a way through memory for each vector.</remarks>
internal interface ISlope
{
    void At<V>(V margin, V label, out V gradient, out V hessian) where V : struct, ILanes<V>;
}
