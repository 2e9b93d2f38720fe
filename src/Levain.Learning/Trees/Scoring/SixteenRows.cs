using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Levain.Learning.Scoring;

/// <summary>Rows in 512 bits.</summary>
internal readonly struct SixteenRows(Vector512<float> values) : IRowLanes<SixteenRows>
{
    private readonly Vector512<float> values = values;

    public static int Count => 16;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SixteenRows Load(ref float start) => new(Vector512.LoadUnsafe(ref start));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SixteenRows Of(float value) => new(Vector512.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SixteenRows Of(int last) => new(Vector512.Create(last).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(SixteenRows lanes, ref float start) => lanes.values.StoreUnsafe(ref start);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static SixteenRows Choose(ref int keys, SixteenRows last, SixteenRows left, SixteenRows right) =>
        new(Vector512.ConditionalSelect(Vector512.GreaterThan(Vector512.LoadUnsafe(ref keys), last.values.AsInt32()).AsSingle(), right.values, left.values));
}
