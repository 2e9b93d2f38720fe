using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Levain.Numerics;

/// <summary>Four doubles in one vector of 256 bits.</summary>
internal readonly struct FourLanes : ILanes<FourLanes>
{
    // Set by reinterpreting, not by a constructor: every call less lets the compiler inline a longer kernel.
#pragma warning disable CS0649
    private readonly Vector256<double> value;
#pragma warning restore CS0649

    public static int Count => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes Load(ref readonly double start, nuint index) => Unsafe.BitCast<Vector256<double>, FourLanes>(Vector256.LoadUnsafe(in start, index));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(FourLanes lanes, ref double start, nuint index) => lanes.value.StoreUnsafe(ref start, index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes LoadSingles(ref readonly float start, nuint index) => Unsafe.BitCast<Vector256<double>, FourLanes>(Vector256.WidenLower(Vector128.LoadUnsafe(in start, index).ToVector256Unsafe()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreSingles(FourLanes lanes, ref float start, nuint index) => Vector256.Narrow(lanes.value, lanes.value).GetLower().StoreUnsafe(ref start, index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes Bits(ulong bits) => Unsafe.BitCast<Vector256<double>, FourLanes>(Vector256.Create(bits).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes AddBits(FourLanes left, FourLanes right) => Unsafe.BitCast<Vector256<double>, FourLanes>((left.value.AsUInt64() + right.value.AsUInt64()).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes SubtractBits(FourLanes left, FourLanes right) => Unsafe.BitCast<Vector256<double>, FourLanes>((left.value.AsUInt64() - right.value.AsUInt64()).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes ShiftLeft(FourLanes lanes, int count) => Unsafe.BitCast<Vector256<double>, FourLanes>((lanes.value.AsUInt64() << count).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes ShiftRight(FourLanes lanes, int count) => Unsafe.BitCast<Vector256<double>, FourLanes>((lanes.value.AsUInt64() >>> count).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes Less(FourLanes left, FourLanes right) => Unsafe.BitCast<Vector256<double>, FourLanes>(Vector256.LessThan(left.value, right.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes EqualBits(FourLanes left, FourLanes right) => Unsafe.BitCast<Vector256<double>, FourLanes>(Vector256.Equals(left.value.AsUInt64(), right.value.AsUInt64()).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes Choose(FourLanes mask, FourLanes then, FourLanes otherwise) => Unsafe.BitCast<Vector256<double>, FourLanes>(Vector256.ConditionalSelect(mask.value, then.value, otherwise.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(FourLanes mask) => mask.value.AsUInt64() != Vector256<ulong>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator FourLanes(double value) => Unsafe.BitCast<Vector256<double>, FourLanes>(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes operator +(FourLanes left, FourLanes right) => Unsafe.BitCast<Vector256<double>, FourLanes>(left.value + right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes operator -(FourLanes left, FourLanes right) => Unsafe.BitCast<Vector256<double>, FourLanes>(left.value - right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes operator *(FourLanes left, FourLanes right) => Unsafe.BitCast<Vector256<double>, FourLanes>(left.value * right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes operator /(FourLanes left, FourLanes right) => Unsafe.BitCast<Vector256<double>, FourLanes>(left.value / right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes operator &(FourLanes left, FourLanes right) => Unsafe.BitCast<Vector256<double>, FourLanes>(left.value & right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes operator |(FourLanes left, FourLanes right) => Unsafe.BitCast<Vector256<double>, FourLanes>(left.value | right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes operator ^(FourLanes left, FourLanes right) => Unsafe.BitCast<Vector256<double>, FourLanes>(left.value ^ right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes operator ~(FourLanes lanes) => Unsafe.BitCast<Vector256<double>, FourLanes>(~lanes.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourLanes operator -(FourLanes lanes) => FourLanes.Bits(1ul << 63) ^ lanes;
}
