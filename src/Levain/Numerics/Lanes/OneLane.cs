using System.Runtime.CompilerServices;

namespace Levain.Numerics;

/// <summary>One double: the same arithmetic without a vector, for single values, for remainders and where the processor has no vectors.</summary>
internal readonly struct OneLane : ILanes<OneLane>
{
    // Set by reinterpreting, not by a constructor: every call less lets the compiler inline a longer kernel.
#pragma warning disable CS0649
    private readonly double value;
#pragma warning restore CS0649

    public static int Count => 1;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static ulong Raw(OneLane lane) => BitConverter.DoubleToUInt64Bits(lane.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static OneLane Mask(bool condition) => Bits(condition ? ulong.MaxValue : 0);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneLane Load(ref readonly double start, nuint index) => Unsafe.BitCast<double, OneLane>(Unsafe.Add(ref Unsafe.AsRef(in start), index));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(OneLane lanes, ref double start, nuint index) => Unsafe.Add(ref start, index) = lanes.value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneLane LoadSingles(ref readonly float start, nuint index) => Unsafe.BitCast<double, OneLane>(Unsafe.Add(ref Unsafe.AsRef(in start), index));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreSingles(OneLane lanes, ref float start, nuint index) => Unsafe.Add(ref start, index) = (float)lanes.value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneLane Bits(ulong bits) => Unsafe.BitCast<double, OneLane>(BitConverter.UInt64BitsToDouble(bits));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneLane AddBits(OneLane left, OneLane right) => Bits(Raw(left) + Raw(right));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneLane SubtractBits(OneLane left, OneLane right) => Bits(Raw(left) - Raw(right));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneLane ShiftLeft(OneLane lanes, int count) => Bits(Raw(lanes) << count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneLane ShiftRight(OneLane lanes, int count) => Bits(Raw(lanes) >> count);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneLane Less(OneLane left, OneLane right) => Mask(left.value < right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneLane EqualBits(OneLane left, OneLane right) => Mask(Raw(left) == Raw(right));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneLane Choose(OneLane mask, OneLane then, OneLane otherwise) => Raw(mask) != 0 ? then : otherwise;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Any(OneLane mask) => Raw(mask) != 0;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator OneLane(double value) => Unsafe.BitCast<double, OneLane>(value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static implicit operator double(OneLane lane) => lane.value;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneLane operator +(OneLane left, OneLane right) => Unsafe.BitCast<double, OneLane>(left.value + right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneLane operator -(OneLane left, OneLane right) => Unsafe.BitCast<double, OneLane>(left.value - right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneLane operator *(OneLane left, OneLane right) => Unsafe.BitCast<double, OneLane>(left.value * right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneLane operator /(OneLane left, OneLane right) => Unsafe.BitCast<double, OneLane>(left.value / right.value);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneLane operator &(OneLane left, OneLane right) => Bits(Raw(left) & Raw(right));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneLane operator |(OneLane left, OneLane right) => Bits(Raw(left) | Raw(right));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneLane operator ^(OneLane left, OneLane right) => Bits(Raw(left) ^ Raw(right));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneLane operator ~(OneLane lanes) => Bits(~Raw(lanes));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static OneLane operator -(OneLane lanes) => OneLane.Bits(1ul << 63) ^ lanes;
}
