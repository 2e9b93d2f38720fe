using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Levain.Numerics;

/// <summary>Eight doubles in one vector of 512 bits.</summary>
internal readonly struct EightLanes : ILanes<EightLanes>
{
    // Set by reinterpreting, not by a constructor: every call less lets the compiler inline a longer kernel.
#pragma warning disable CS0649
    private readonly Vector512<double> value;
#pragma warning restore CS0649

    public static int Count => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes Load(ref readonly double start, nuint index) => Unsafe.BitCast<Vector512<double>, EightLanes>(Vector512.LoadUnsafe(in start, index));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(EightLanes lanes, ref double start, nuint index) => lanes.value.StoreUnsafe(ref start, index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes LoadSingles(ref readonly float start, nuint index) => Unsafe.BitCast<Vector512<double>, EightLanes>(Vector512.WidenLower(Vector256.LoadUnsafe(in start, index).ToVector512Unsafe()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreSingles(EightLanes lanes, ref float start, nuint index) => Vector512.Narrow(lanes.value, lanes.value).GetLower().StoreUnsafe(ref start, index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes Bits(ulong bits) => Unsafe.BitCast<Vector512<double>, EightLanes>(Vector512.Create(bits).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes AddBits(EightLanes left, EightLanes right) => Unsafe.BitCast<Vector512<double>, EightLanes>((left.value.AsUInt64() + right.value.AsUInt64()).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes SubtractBits(EightLanes left, EightLanes right) => Unsafe.BitCast<Vector512<double>, EightLanes>((left.value.AsUInt64() - right.value.AsUInt64()).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes ShiftLeft(EightLanes lanes, int count) => Unsafe.BitCast<Vector512<double>, EightLanes>((lanes.value.AsUInt64() << count).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes ShiftRight(EightLanes lanes, int count) => Unsafe.BitCast<Vector512<double>, EightLanes>((lanes.value.AsUInt64() >>> count).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes Less(EightLanes left, EightLanes right) => Unsafe.BitCast<Vector512<double>, EightLanes>(Vector512.LessThan(left.value, right.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes EqualBits(EightLanes left, EightLanes right) => Unsafe.BitCast<Vector512<double>, EightLanes>(Vector512.Equals(left.value.AsUInt64(), right.value.AsUInt64()).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes Choose(EightLanes mask, EightLanes then, EightLanes otherwise) => Unsafe.BitCast<Vector512<double>, EightLanes>(Vector512.ConditionalSelect(mask.value, then.value, otherwise.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(EightLanes mask) => mask.value.AsUInt64() != Vector512<ulong>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator EightLanes(double value) => Unsafe.BitCast<Vector512<double>, EightLanes>(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes operator +(EightLanes left, EightLanes right) => Unsafe.BitCast<Vector512<double>, EightLanes>(left.value + right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes operator -(EightLanes left, EightLanes right) => Unsafe.BitCast<Vector512<double>, EightLanes>(left.value - right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes operator *(EightLanes left, EightLanes right) => Unsafe.BitCast<Vector512<double>, EightLanes>(left.value * right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes operator /(EightLanes left, EightLanes right) => Unsafe.BitCast<Vector512<double>, EightLanes>(left.value / right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes operator &(EightLanes left, EightLanes right) => Unsafe.BitCast<Vector512<double>, EightLanes>(left.value & right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes operator |(EightLanes left, EightLanes right) => Unsafe.BitCast<Vector512<double>, EightLanes>(left.value | right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes operator ^(EightLanes left, EightLanes right) => Unsafe.BitCast<Vector512<double>, EightLanes>(left.value ^ right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes operator ~(EightLanes lanes) => Unsafe.BitCast<Vector512<double>, EightLanes>(~lanes.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightLanes operator -(EightLanes lanes) => EightLanes.Bits(1ul << 63) ^ lanes;
}
