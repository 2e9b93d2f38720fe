namespace Levain.Numerics;

/// <summary>A function of one number: a kernel for usual arguments in any width, and the whole function for one.</summary>
/// <remarks>
/// The JIT inlines up to a budget that grows with the method it starts from, and beyond it calls every addition. So kernels are compiled on their own (NoInlining),
/// where they are the start, and fully at once (AggressiveOptimization), since unoptimized code calls every addition as well.
/// </remarks>
internal interface IFunction
{
    /// <summary>The values, and a mask of the lanes whose argument is outside the kernel's domain: those lanes hold nothing of use.</summary>
    static abstract V Usual<V>(V x, out V unusual) where V : struct, ILanes<V>;

    /// <summary>The value where the mask is set: special values, edges, huge arguments.</summary>
    static abstract double Unusual(double x);
}

/// <summary>A function of two numbers, cut in the same way.</summary>
internal interface IFunctionOfTwo
{
    static abstract V Usual<V>(V x, V y, out V unusual) where V : struct, ILanes<V>;

    static abstract double Unusual(double x, double y);
}
