using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Levain.Learning.Scoring;

/// <summary>Rows in 256 bits.</summary>
internal readonly struct EightRows(Vector256<float> values) : IRowLanes<EightRows>
{
    private readonly Vector256<float> values = values;

    public static int Count => 8;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightRows Load(ref float start) => new(Vector256.LoadUnsafe(ref start));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightRows Of(float value) => new(Vector256.Create(value));

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightRows Of(int last) => new(Vector256.Create(last).AsSingle());

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(EightRows lanes, ref float start) => lanes.values.StoreUnsafe(ref start);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static EightRows Choose(ref int keys, EightRows last, EightRows left, EightRows right) =>
        new(Vector256.ConditionalSelect(Vector256.GreaterThan(Vector256.LoadUnsafe(ref keys), last.values.AsInt32()).AsSingle(), right.values, left.values));
}
