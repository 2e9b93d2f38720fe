using System.Runtime.CompilerServices;

namespace Levain.Numerics;

public static partial class Elementary
{
    /// <summary>The logistic function 1/(1 + e^-x), between 0 and 1; far below zero it is e^x. Measured: 0.59 ulp, 0.74 where the result is subnormal.</summary>
    public static double Sigmoid(double x) => Spans.At<SigmoidFunction>(x);

    /// <inheritdoc cref="Sigmoid(double)"/>
    public static void Sigmoid(ReadOnlySpan<double> x, Span<double> destination) => Spans.Map<SigmoidFunction>(x, destination);

    /// <summary>The hyperbolic tangent, between -1 and 1; keeps the sign of a zero. Measured: 0.52 ulp.</summary>
    public static double Tanh(double x) => Spans.At<TanhFunction>(x);

    /// <inheritdoc cref="Tanh(double)"/>
    public static void Tanh(ReadOnlySpan<double> x, Span<double> destination) => Spans.Map<TanhFunction>(x, destination);

    internal readonly struct SigmoidFunction : IFunction
    {
        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public static V Usual<V>(V x, out V unusual) where V : struct, ILanes<V>
        {
            var size = Pairs<V>.Abs(x);
            unusual = NotBelow(size, 600.0);
            // With E = e^-|x| it is E/(1 + E) on the left and 1/(1 + E) on the right.
            ExpKernel<V>.Reduce(-size, 0.0, out var shifted, out var r, out var rest);
            ExpKernel<V>.MinusOne(r, rest, out var high, out var low);
            Pairs<V>.OrderedSum(1.0, high, out var sum, out var error);
            Pairs<V>.OrderedSum(sum, error + low, out high, out low);
            var power = ExpKernel<V>.Power(shifted);
            V e = high * power, eRest = low * power;
            Pairs<V>.OrderedSum(1.0, e, out var divisor, out var divisorRest);
            var left = V.Less(x, 0.0);
            Pairs<V>.Quotient(V.Choose(left, e, 1.0), V.Choose(left, eRest, 0.0), divisor, divisorRest + eRest, out var quotient, out var quotientRest);
            return quotient + quotientRest;
        }

        public static double Unusual(double x) => double.IsNaN(x) ? double.NaN : x > 0 ? 1.0 : Exp(x);
    }

    internal readonly struct TanhFunction : IFunction
    {
        // Below 2^-30, x³/3 is less than a hundredth of the last place; from 22 on, 1 - tanh x is.
        private const double Tiny = 9.313225746154785e-10, Full = 22.0;

        [MethodImpl(MethodImplOptions.NoInlining | MethodImplOptions.AggressiveOptimization)]
        public static V Usual<V>(V x, out V unusual) where V : struct, ILanes<V>
        {
            var size = Pairs<V>.Abs(x);
            unusual = NotBelow(size, Full);
            // With E = e^2|x| - 1 it is E/(E + 2).
            ExpKernel<V>.Reduce(size + size, 0.0, out var shifted, out var r, out var rest);
            ExpKernel<V>.MinusOne(r, rest, out var high, out var low);
            var power = ExpKernel<V>.Power(shifted);
            Pairs<V>.Sum(power, -1.0, out var whole, out var wholeRest);
            Pairs<V>.OrderedSum(whole, power * high, out var sum, out var error);
            Pairs<V>.OrderedSum(sum, error + (wholeRest + power * low), out var e, out var eRest);
            Pairs<V>.Sum(2.0, e, out var divisor, out var divisorRest);
            Pairs<V>.Quotient(e, eRest, divisor, divisorRest + eRest, out var quotient, out var quotientRest);
            return V.Choose(V.Less(size, Tiny), x, (quotient + quotientRest) | Pairs<V>.Sign(x));
        }

        public static double Unusual(double x) => double.IsNaN(x) ? double.NaN : x > 0 ? 1.0 : -1.0;
    }
}
