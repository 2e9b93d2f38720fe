using Levain.Numerics;

namespace Levain.Tests.Numerics;

/// <summary>A function under test: one at a time, over spans, per vector width, and what it should be.</summary>
internal sealed record Function(string Name, Func<double, double> One, SpanFunction Many, WidthFunction PerWidth, Func<double, Real> True, Func<CounterRandom, ulong, double> Draw, double[] Hard)
{
    public override string ToString() => Name;
}

internal delegate void SpanFunction(ReadOnlySpan<double> x, Span<double> destination);

internal delegate int WidthFunction(int width, ReadOnlySpan<double> x, Span<double> destination);

internal static class Functions
{
    public static readonly Function[] All =
    [
        Make<Elementary.ExpFunction>("Exp", Elementary.Exp, Elementary.Exp, Reference.Exp, Either(Between(-745.2, 709.78), Spread(-60, 9)), [709.782712893384, 709.7827128933839, -745.1332191019411, -745.1332191019412, -708.3964185322641, 1e-300, 7.541752774995959e-9, -1.0, 1.0]),
        Make<Elementary.Exp2Function>("Exp2", Elementary.Exp2, Elementary.Exp2, Reference.Exp2, Either(Between(-1074, 1023.99), Spread(-60, 9)), [0.5, -0.5, 1.5, -1074.5, -1022.5, 1023.9999999999999, 1e-300]),
        Make<Elementary.Expm1Function>("Expm1", Elementary.Expm1, Elementary.Expm1, Reference.Expm1, Either(Between(-45, 60), Spread(-1070, 9)), [709.782712893384, 0.34657359027997264, -0.34657359027997264, 0.6931471805599453, -0.6931471805599453, 40.0, 39.99999999999999, -39.99999999999999, 5e-324]),
        Make<Elementary.LogFunction>("Log", Elementary.Log, Elementary.Log, Reference.Log, Either(Positive(), NearOne()), [5e-324, 2.2250738585072014e-308, double.MaxValue, 0.7071067811865475, 0.7071067811865476, 1.414213562373095, 1.4142135623730951, 0.9999999999999999, 1.0000000000000002]),
        Make<Elementary.Log2Function>("Log2", Elementary.Log2, Elementary.Log2, Reference.Log2, Either(Positive(), NearOne()), [5e-324, double.MaxValue, 0.9999999999999999, 1.0000000000000002, 3.0]),
        Make<Elementary.Log10Function>("Log10", Elementary.Log10, Elementary.Log10, Reference.Log10, Either(Positive(), NearOne()), [5e-324, double.MaxValue, 0.9999999999999999, 1.0000000000000002, 9.999999999999998]),
        Make<Elementary.Log1pFunction>("Log1p", Elementary.Log1p, Elementary.Log1p, Reference.Log1p, Either(Between(-1, 3), Either(Spread(-1070, -1), Sized(Spread(0, 1023)))), [-0.9999999999999999, -0.2928932188134524, 0.41421356237309503, 0.4142135623730951, 1e16, double.MaxValue, 5e-324]),
        Make<Elementary.SigmoidFunction>("Sigmoid", Elementary.Sigmoid, Elementary.Sigmoid, Reference.Sigmoid, Either(Between(-744, 40), Spread(-60, 5)), [-600.0, -599.9999999999999, -708.0, -744.9, 37.0]),
        Make<Elementary.TanhFunction>("Tanh", Elementary.Tanh, Elementary.Tanh, Reference.Tanh, Either(Between(-23, 23), Spread(-1070, 4)), [21.999999999999996, 22.0, 9.313225746154785e-10, 9.313225746154784e-10, 0.5493061443340549, 5e-324]),
        Make<Elementary.SinFunction>("Sin", Elementary.Sin, Elementary.Sin, Reference.Sin, Angle(), HardAngles),
        Make<Elementary.CosFunction>("Cos", Elementary.Cos, Elementary.Cos, Reference.Cos, Angle(), HardAngles),
        Make<Elementary.TanFunction>("Tan", Elementary.Tan, Elementary.Tan, Reference.Tan, Angle(), HardAngles),
        Make<Elementary.AtanFunction>("Atan", Elementary.Atan, Elementary.Atan, Reference.Atan, Either(Between(-4, 4), Spread(-1070, 80)), [0.4142135623730951, 0.41421356237309503, 2.414213562373095, 2.4142135623730954, 1.0, 0.9999999999999999, 1e300, 5e-324]),
    ];

    public static Function Named(string name) => All.Single(function => function.Name == name);

    public static TheoryData<string> Names => [.. All.Select(function => function.Name)];

    // Close to multiples of π/2, the first as close as doubles come; and either side of where the large reduction begins.
    private static double[] HardAngles =>
    [
        Math.ScaleB(6381956970095103, 797), 1.5707963267948966, 3.141592653589793, 4.71238898038469, 6.283185307179586, 0.7853981633974483, 0.7853981633974484,
        1646999.9999999998, 1647000.0, 1e22, double.MaxValue, 9.313225746154785e-10, 9.313225746154784e-10, 5e-324, 22.0, 355.0, 103993.0, 5419351.0,
    ];

    private static Function Make<TFunction>(string name, Func<double, double> one, SpanFunction many, Func<double, Real> truth, Func<CounterRandom, ulong, double> draw, double[] hard) where TFunction : IFunction =>
        new(name, one, many, PerWidth<TFunction>, truth, draw, hard);

    private static int PerWidth<TFunction>(int width, ReadOnlySpan<double> x, Span<double> destination) where TFunction : IFunction => width switch
    {
        1 => Spans.MapLanes<TFunction, OneLane>(x, destination, 0),
        2 => Spans.MapLanes<TFunction, TwoLanes>(x, destination, 0),
        4 => Spans.MapLanes<TFunction, FourLanes>(x, destination, 0),
        _ => Spans.MapLanes<TFunction, EightLanes>(x, destination, 0),
    };

    private static Func<CounterRandom, ulong, double> Between(double from, double to) => (random, i) => from + (to - from) * random.Uniform(i);

    /// <summary>Either sign, every binade from 2^least to 2^most alike.</summary>
    private static Func<CounterRandom, ulong, double> Spread(int least, int most) => (random, i) =>
        Math.ScaleB(1.0 + random.Fork(1).Uniform(i), least + random.Fork(2).Below(i, most - least)) * (random.Fork(3).Below(i, 2) == 0 ? 1 : -1);

    private static Func<CounterRandom, ulong, double> Positive() => (random, i) => BitConverter.UInt64BitsToDouble(random.At(i) % 0x7FF0_0000_0000_0000);

    private static Func<CounterRandom, ulong, double> Sized(Func<CounterRandom, ulong, double> draw) => (random, i) => Math.Abs(draw(random, i));

    private static Func<CounterRandom, ulong, double> NearOne() => (random, i) => 1.0 + Spread(-52, -1)(random, i);

    /// <summary>A quarter each: a few turns, any size below the large reduction, any size at all, and as close to n·π/2 as a double can be.</summary>
    private static Func<CounterRandom, ulong, double> Angle() => Either(
        Either(Between(-10, 10), Spread(-40, 21)),
        Either(Spread(-1000, 1023), (random, i) => Math.PI / 2 * random.Below(i, 1 << (int)(1 + i % 30))));

    private static Func<CounterRandom, ulong, double> Either(Func<CounterRandom, ulong, double> first, Func<CounterRandom, ulong, double> second) =>
        (random, i) => (i & 1) == 0 ? first(random, i >> 1) : second(random, i >> 1);
}
