using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Levain.Numerics;

/// <summary>Two doubles in one vector of 128 bits.</summary>
internal readonly struct TwoLanes : ILanes<TwoLanes>
{
    // Set by reinterpreting, not by a constructor: every call less lets the compiler inline a longer kernel.
#pragma warning disable CS0649
    private readonly Vector128<double> value;
#pragma warning restore CS0649

    public static int Count => 2;

    public double First => value.ToScalar();

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes Load(ref readonly double start, nuint index) => Unsafe.BitCast<Vector128<double>, TwoLanes>(Vector128.LoadUnsafe(in start, index));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(TwoLanes lanes, ref double start, nuint index) => lanes.value.StoreUnsafe(ref start, index);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes LoadSingles(ref readonly float start, nuint index) => Unsafe.BitCast<Vector128<double>, TwoLanes>(Vector128.WidenLower(Vector128.CreateScalarUnsafe(Unsafe.ReadUnaligned<double>(ref Unsafe.As<float, byte>(ref Unsafe.Add(ref Unsafe.AsRef(in start), index)))).AsSingle()));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreSingles(TwoLanes lanes, ref float start, nuint index) => Unsafe.WriteUnaligned(ref Unsafe.As<float, byte>(ref Unsafe.Add(ref start, index)), Vector128.Narrow(lanes.value, lanes.value).AsDouble().ToScalar());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes Bits(ulong bits) => Unsafe.BitCast<Vector128<double>, TwoLanes>(Vector128.Create(bits).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes AddBits(TwoLanes left, TwoLanes right) => Unsafe.BitCast<Vector128<double>, TwoLanes>((left.value.AsUInt64() + right.value.AsUInt64()).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes SubtractBits(TwoLanes left, TwoLanes right) => Unsafe.BitCast<Vector128<double>, TwoLanes>((left.value.AsUInt64() - right.value.AsUInt64()).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes ShiftLeft(TwoLanes lanes, int count) => Unsafe.BitCast<Vector128<double>, TwoLanes>((lanes.value.AsUInt64() << count).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes ShiftRight(TwoLanes lanes, int count) => Unsafe.BitCast<Vector128<double>, TwoLanes>((lanes.value.AsUInt64() >>> count).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes Less(TwoLanes left, TwoLanes right) => Unsafe.BitCast<Vector128<double>, TwoLanes>(Vector128.LessThan(left.value, right.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes EqualBits(TwoLanes left, TwoLanes right) => Unsafe.BitCast<Vector128<double>, TwoLanes>(Vector128.Equals(left.value.AsUInt64(), right.value.AsUInt64()).AsDouble());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes Choose(TwoLanes mask, TwoLanes then, TwoLanes otherwise) => Unsafe.BitCast<Vector128<double>, TwoLanes>(Vector128.ConditionalSelect(mask.value, then.value, otherwise.value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(TwoLanes mask) => mask.value.AsUInt64() != Vector128<ulong>.Zero;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator TwoLanes(double value) => Unsafe.BitCast<Vector128<double>, TwoLanes>(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes operator +(TwoLanes left, TwoLanes right) => Unsafe.BitCast<Vector128<double>, TwoLanes>(left.value + right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes operator -(TwoLanes left, TwoLanes right) => Unsafe.BitCast<Vector128<double>, TwoLanes>(left.value - right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes operator *(TwoLanes left, TwoLanes right) => Unsafe.BitCast<Vector128<double>, TwoLanes>(left.value * right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes operator /(TwoLanes left, TwoLanes right) => Unsafe.BitCast<Vector128<double>, TwoLanes>(left.value / right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes operator &(TwoLanes left, TwoLanes right) => Unsafe.BitCast<Vector128<double>, TwoLanes>(left.value & right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes operator |(TwoLanes left, TwoLanes right) => Unsafe.BitCast<Vector128<double>, TwoLanes>(left.value | right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes operator ^(TwoLanes left, TwoLanes right) => Unsafe.BitCast<Vector128<double>, TwoLanes>(left.value ^ right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes operator ~(TwoLanes lanes) => Unsafe.BitCast<Vector128<double>, TwoLanes>(~lanes.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TwoLanes operator -(TwoLanes lanes) => TwoLanes.Bits(1ul << 63) ^ lanes;
}
