using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Levain.Learning.Scoring;

/// <summary>Single-precision numbers as whole numbers of the same order, so that a walk compares without a branch and missing values need no question of their own.</summary>
internal static class OrderKey
{
    /// <summary>Below every number: goes left at any question.</summary>
    public const int MissingLeft = int.MinValue;

    /// <summary>Above every number: goes right at any question.</summary>
    public const int MissingRight = int.MaxValue;

    /// <summary>The key of a number that is not NaN; both zeros have the same.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static int Of(float value)
    {
        var bits = BitConverter.SingleToInt32Bits(value + 0f);
        return bits ^ (int)((uint)(bits >> 31) >> 1);
    }

    /// <summary>The greatest key that goes left at `value &lt; threshold`.</summary>
    /// <remarks>Nothing is less than NaN: there only the missing go left.</remarks>
    public static int LastLeft(float threshold) => float.IsNaN(threshold) ? MissingLeft : Of(threshold) - 1;

    /// <summary>Keys of numbers for both sides to which missing ones may go.</summary>
    public static void Write(ReadOnlySpan<float> values, Span<int> left, Span<int> right)
    {
        var i = 0;
        if (Vector256.IsHardwareAccelerated)
        {
            for (; i + 8 <= values.Length; i += 8)
            {
                var value = Vector256.Create(values.Slice(i, 8));
                var bits = (value + Vector256<float>.Zero).AsInt32();
                var key = bits ^ Vector256.ShiftRightLogical(Vector256.ShiftRightArithmetic(bits, 31), 1);
                var there = Vector256.Equals(value, value).AsInt32();
                Vector256.ConditionalSelect(there, key, Vector256.Create(MissingLeft)).CopyTo(left[i..]);
                Vector256.ConditionalSelect(there, key, Vector256.Create(MissingRight)).CopyTo(right[i..]);
            }
        }

        for (; i < values.Length; i++) Write(values[i], out left[i], out right[i]);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Write(float value, out int left, out int right)
    {
        var missing = float.IsNaN(value);
        var key = Of(value);
        left = missing ? MissingLeft : key;
        right = missing ? MissingRight : key;
    }
}
