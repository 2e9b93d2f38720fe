using System.Runtime.CompilerServices;

namespace Levain.Numerics;

/// <summary>The elementary functions with the same bits on every processor: what may enter an artifact, where <see cref="Math"/> may not.</summary>
/// <remarks>
/// <para>Built from the four IEEE operations and integer work only, so neither a C library, nor fused multiply-add, nor the vector width decides a bit.
/// Every result lies within one unit in the last place of the true value; the largest error among 60,000 drawn arguments stands at each function (AccuracyTests; LEVAIN_ACCURACY_POINTS sets their number).</para>
/// <para>Each function takes one number, or a span, which goes through the widest vectors there are and gives the same bits. The destination may be the source.
/// Whatever is not a number gives <see cref="double.NaN"/> itself: payload and sign of a NaN differ between processors, so they are not passed on.</para>
/// </remarks>
public static partial class Elementary
{
    private const double SmallestNormal = 2.2250738585072014e-308;

    /// <summary>value · 2^k, rounded once: in two steps, of which only the last can leave the range of ordinary numbers.</summary>
    private static double Scale(double value, OneLane shifted)
    {
        var k = (int)BitConverter.DoubleToInt64Bits(shifted);
        return value * PowerOfTwo(k / 2) * PowerOfTwo(k - k / 2);
    }

    private static double PowerOfTwo(int k) => BitConverter.Int64BitsToDouble((long)(1023 + k) << 52);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static V NotBelow<V>(V x, double limit) where V : struct, ILanes<V> => ~V.Less(x, limit);
}
