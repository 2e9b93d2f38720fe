namespace Levain.Numerics;

/// <summary>A function of one single-precision number, reckoned in double precision and rounded once: the rounding hides the last places, so the kernel need not carry errors along.</summary>
/// <remarks>The kernel is the whole function: it must hold for every float. It is compiled as <see cref="IFunction"/> says.</remarks>
internal interface ISingleFunction
{
    static abstract V Of<V>(V x) where V : struct, ILanes<V>;
}
