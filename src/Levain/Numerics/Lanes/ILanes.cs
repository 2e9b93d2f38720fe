namespace Levain.Numerics;

/// <summary>One or several doubles that go through the same operations: a kernel written once gives the same bits in every width.</summary>
/// <remarks>
/// Only what IEEE 754 defines to the last bit is here: the four operations, comparison, and integer work on the 64 bits.
/// There is no fused multiply-add and no estimate, on purpose. A mask is all ones or all zeros per lane.
/// </remarks>
internal interface ILanes<TLanes> where TLanes : struct, ILanes<TLanes>
{
    static abstract int Count { get; }

    static abstract TLanes Load(ref readonly double start, nuint index);

    static abstract void Store(TLanes lanes, ref double start, nuint index);

    /// <summary>Reads single-precision numbers, each exactly.</summary>
    static abstract TLanes LoadSingles(ref readonly float start, nuint index);

    /// <summary>Writes single-precision numbers, each rounded to the nearest, ties to even.</summary>
    static abstract void StoreSingles(TLanes lanes, ref float start, nuint index);

    /// <summary>The same 64 bits in every lane.</summary>
    static abstract TLanes Bits(ulong bits);

    static abstract TLanes AddBits(TLanes left, TLanes right);

    static abstract TLanes SubtractBits(TLanes left, TLanes right);

    static abstract TLanes ShiftLeft(TLanes lanes, int count);

    static abstract TLanes ShiftRight(TLanes lanes, int count);

    /// <summary>False where either side is not a number.</summary>
    static abstract TLanes Less(TLanes left, TLanes right);

    static abstract TLanes EqualBits(TLanes left, TLanes right);

    static abstract TLanes Choose(TLanes mask, TLanes then, TLanes otherwise);

    static abstract bool Any(TLanes mask);

    static abstract implicit operator TLanes(double value);

    static abstract TLanes operator +(TLanes left, TLanes right);

    static abstract TLanes operator -(TLanes left, TLanes right);

    static abstract TLanes operator -(TLanes lanes);

    static abstract TLanes operator *(TLanes left, TLanes right);

    static abstract TLanes operator /(TLanes left, TLanes right);

    static abstract TLanes operator &(TLanes left, TLanes right);

    static abstract TLanes operator |(TLanes left, TLanes right);

    static abstract TLanes operator ^(TLanes left, TLanes right);

    static abstract TLanes operator ~(TLanes lanes);
}
