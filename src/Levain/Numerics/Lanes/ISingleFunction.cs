namespace Levain.Numerics;

/// <summary>A function of one single-precision number, reckoned in double precision and rounded once: the rounding hides the last places, so the kernel need not carry errors along.</summary>
/// <remarks>The kernel is the whole function: it must hold for every float. It is short enough to be inlined into the loop, which saves a way through memory for each vector.</remarks>
internal interface ISingleFunction
{
    static abstract void At<V>(V x, out V result) where V : struct, ILanes<V>;
}
