using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Levain.Learning.Scoring;

/// <summary>Rows in 128 bits.</summary>
internal readonly struct FourRows(Vector128<float> values) : IRowLanes<FourRows>
{
    private readonly Vector128<float> values = values;

    public static int Count => 4;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourRows Load(ref float start) => new(Vector128.LoadUnsafe(ref start));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourRows Of(float value) => new(Vector128.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourRows Of(int last) => new(Vector128.Create(last).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(FourRows lanes, ref float start) => lanes.values.StoreUnsafe(ref start);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static FourRows Choose(ref int keys, FourRows last, FourRows left, FourRows right) =>
        new(Vector128.ConditionalSelect(Vector128.GreaterThan(Vector128.LoadUnsafe(ref keys), last.values.AsInt32()).AsSingle(), right.values, left.values));
}
