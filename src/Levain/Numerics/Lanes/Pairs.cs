using System.Runtime.CompilerServices;

namespace Levain.Numerics;

/// <summary>Arithmetic whose rounding errors are kept: each result is a pair, the rounded value and what the rounding lost.</summary>
internal static class Pairs<V> where V : struct, ILanes<V>
{
    private const ulong SignBit = 0x8000_0000_0000_0000;
    private const ulong UpperHalf = 0xFFFF_FFFF_F800_0000;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Abs(V x) => x & V.Bits(~SignBit);

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Sign(V x) => x & V.Bits(SignBit);

    /// <summary>The value with its 26 leading bits: products of two such are exact.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static V Upper(V x) => x & V.Bits(UpperHalf);

    /// <summary>Sum and its error, for |larger| ≥ |smaller| or larger = 0.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void OrderedSum(V larger, V smaller, out V sum, out V error)
    {
        sum = larger + smaller;
        error = smaller - (sum - larger);
    }

    /// <summary>Sum and its error, in any order.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Sum(V left, V right, out V sum, out V error)
    {
        sum = left + right;
        var part = sum - left;
        error = (left - (sum - part)) + (right - part);
    }

    /// <summary>Product and its error, right to 2^-105 of the product: the lower halves have 27 bits, so their product may round.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Product(V left, V right, out V product, out V error)
    {
        V leftUpper = Upper(left), rightUpper = Upper(right);
        V leftLower = left - leftUpper, rightLower = right - rightUpper;
        product = left * right;
        error = (((leftUpper * rightUpper - product) + leftUpper * rightLower) + leftLower * rightUpper) + leftLower * rightLower;
    }

    /// <summary>The product of two pairs, right to about 2^-102.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Product(V leftHigh, V leftLow, V rightHigh, V rightLow, out V high, out V low)
    {
        Product(leftHigh, rightHigh, out var product, out var error);
        OrderedSum(product, error + (leftHigh * rightLow + leftLow * rightHigh), out high, out low);
    }

    /// <summary>Half the square in two parts without error: the first has few enough bits to be added exactly.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void HalfSquare(V x, out V high, out V low)
    {
        var upper = Upper(x);
        high = upper * upper * (V)0.5;
        low = (x - upper) * (x + upper) * (V)0.5;
    }

    /// <summary>The quotient of two pairs, right to about 2^-102: not normalized, |low| ≤ |high|·2^-52.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Quotient(V high, V low, V divisorHigh, V divisorLow, out V quotient, out V rest)
    {
        quotient = high / divisorHigh;
        Product(quotient, divisorHigh, out var product, out var error);
        rest = (((high - product) - error) + (low - quotient * divisorLow)) / divisorHigh;
    }
}
