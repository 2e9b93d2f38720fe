using System.Runtime.CompilerServices;

namespace Levain.Numerics;

public static partial class Elementary
{
    /// <summary>x to the power of y. Measured: 0.52 ulp, 0.73 where the result is subnormal.</summary>
    /// <remarks>Special values as in IEEE 754 and C, annex F: anything to the power of 0, and 1 to the power of anything, is 1; a negative x has powers only for integers.</remarks>
    public static double Pow(double x, double y) => Spans.AtBoth<PowFunction>(x, y);

    /// <inheritdoc cref="Pow(double, double)"/>
    public static void Pow(ReadOnlySpan<double> x, ReadOnlySpan<double> y, Span<double> destination) => Spans.Map<PowFunction>(x, y, destination);

    internal readonly struct PowFunction : IFunctionOfTwo
    {
        // 2^-62: a smaller y gives 1. 2^64: a larger y gives 0, 1 or infinity.
        private const double Tiny = 2.168404344971009e-19, Huge = 18446744073709551616.0;

        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public static V Usual<V>(V x, V y, out V unusual) where V : struct, ILanes<V>
        {
            var size = Pairs<V>.Abs(y);
            var fraction = PowerKernel<V>.Fraction(x, 0.0, y, out var exponent, out var shifted);
            unusual = NotOrdinaryPositive(x) | V.Less(size, Tiny) | NotBelow(size, Huge) | NotBelow(Pairs<V>.Abs(exponent), 708.0);
            return ExpKernel<V>.Scale(fraction, shifted);
        }

        public static double Unusual(double x, double y)
        {
            if (y == 0 || x == 1) return 1.0;
            if (double.IsNaN(x) || double.IsNaN(y)) return double.NaN;

            var size = Math.Abs(x);
            if (double.IsInfinity(y)) return size == 1 ? 1.0 : size > 1 == y > 0 ? double.PositiveInfinity : 0.0;

            var negative = double.IsNegative(x) && IsOdd(y);
            if (size == 0 || double.IsInfinity(size)) return Signed(size == 0 == y > 0 ? 0.0 : double.PositiveInfinity, negative);
            return x < 0 && !IsInteger(y) ? double.NaN : Signed(OfPositive(size, y), negative);
        }

        private static double OfPositive(double x, double y)
        {
            if (x == 1 || Math.Abs(y) < Tiny) return 1.0;
            if (Math.Abs(y) >= Huge) return x > 1 == y > 0 ? double.PositiveInfinity : 0.0;

            var subnormal = x < SmallestNormal;
            double fraction = PowerKernel<OneLane>.Fraction(subnormal ? x * 18014398509481984.0 : x, subnormal ? -54.0 : 0.0, y, out var exponent, out var shifted);
            return exponent > 710.0 ? double.PositiveInfinity : exponent < -746.0 ? 0.0 : Scale(fraction, shifted);
        }

        private static double Signed(double value, bool negative) => negative ? -value : value;

        // From 2^53 on, every double is an even integer.
        private static bool IsInteger(double y) => Math.Abs(y) >= 9007199254740992.0 || (long)y == y;

        private static bool IsOdd(double y) => Math.Abs(y) < 9007199254740992.0 && (long)y == y && ((long)y & 1) != 0;
    }
}
