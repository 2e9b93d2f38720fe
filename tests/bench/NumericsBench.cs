using System.Diagnostics;
using Levain.Numerics;

namespace Levain.Bench;

/// <summary>Nanoseconds per element of our functions beside those of <see cref="Math"/>, in the same run over the same arguments.</summary>
public static class NumericsBench
{
    private const int Count = 4096, Rounds = 60, Attempts = 12;

    private delegate void Many(ReadOnlySpan<double> x, Span<double> destination);

    public static IEnumerable<(string Name, double Ours, double Peer)> Run()
    {
        foreach (var (name, from, to, one, many, peer) in Cases())
        {
            var random = new CounterRandom(1);
            var x = Enumerable.Range(0, Count).Select(i => from + (to - from) * random.Uniform((ulong)i)).ToArray();
            var result = new double[Count];
            var peers = Best(() => peer(x, result));
            yield return ($"{name}, one at a time", Best(() => one(x, result)), peers);
            yield return ($"{name}, spans", Best(() => many(x, result)), peers);
        }
    }

    private static double Best(Action action)
    {
        var best = double.MaxValue;
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var start = Stopwatch.GetTimestamp();
            for (var round = 0; round < Rounds; round++) action();
            best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalNanoseconds / Rounds / Count);
        }

        return best;
    }

    private static IEnumerable<(string Name, double From, double To, Many One, Many Many, Many Peer)> Cases()
    {
        yield return ("Exp", -20, 20, (x, to) => { for (var i = 0; i < x.Length; i++) to[i] = Elementary.Exp(x[i]); }, Elementary.Exp, (x, to) => { for (var i = 0; i < x.Length; i++) to[i] = Math.Exp(x[i]); });
        yield return ("Expm1", -20, 20, (x, to) => { for (var i = 0; i < x.Length; i++) to[i] = Elementary.Expm1(x[i]); }, Elementary.Expm1, (x, to) => { for (var i = 0; i < x.Length; i++) to[i] = Math.Exp(x[i]) - 1; });
        yield return ("Log", 0, 100, (x, to) => { for (var i = 0; i < x.Length; i++) to[i] = Elementary.Log(x[i]); }, Elementary.Log, (x, to) => { for (var i = 0; i < x.Length; i++) to[i] = Math.Log(x[i]); });
        yield return ("Log1p", 0, 100, (x, to) => { for (var i = 0; i < x.Length; i++) to[i] = Elementary.Log1p(x[i]); }, Elementary.Log1p, (x, to) => { for (var i = 0; i < x.Length; i++) to[i] = Math.Log(1 + x[i]); });
        yield return ("Pow(x, 1.7)", 0, 100, (x, to) => { for (var i = 0; i < x.Length; i++) to[i] = Elementary.Pow(x[i], 1.7); }, PowSpan, (x, to) => { for (var i = 0; i < x.Length; i++) to[i] = Math.Pow(x[i], 1.7); });
        yield return ("Sigmoid", -20, 20, (x, to) => { for (var i = 0; i < x.Length; i++) to[i] = Elementary.Sigmoid(x[i]); }, Elementary.Sigmoid, (x, to) => { for (var i = 0; i < x.Length; i++) to[i] = 1 / (1 + Math.Exp(-x[i])); });
        yield return ("Tanh", -5, 5, (x, to) => { for (var i = 0; i < x.Length; i++) to[i] = Elementary.Tanh(x[i]); }, Elementary.Tanh, (x, to) => { for (var i = 0; i < x.Length; i++) to[i] = Math.Tanh(x[i]); });
        yield return ("Sin", -20, 20, (x, to) => { for (var i = 0; i < x.Length; i++) to[i] = Elementary.Sin(x[i]); }, Elementary.Sin, (x, to) => { for (var i = 0; i < x.Length; i++) to[i] = Math.Sin(x[i]); });
        yield return ("Cos", -20, 20, (x, to) => { for (var i = 0; i < x.Length; i++) to[i] = Elementary.Cos(x[i]); }, Elementary.Cos, (x, to) => { for (var i = 0; i < x.Length; i++) to[i] = Math.Cos(x[i]); });
        yield return ("Tan", -20, 20, (x, to) => { for (var i = 0; i < x.Length; i++) to[i] = Elementary.Tan(x[i]); }, Elementary.Tan, (x, to) => { for (var i = 0; i < x.Length; i++) to[i] = Math.Tan(x[i]); });
        yield return ("Atan", -20, 20, (x, to) => { for (var i = 0; i < x.Length; i++) to[i] = Elementary.Atan(x[i]); }, Elementary.Atan, (x, to) => { for (var i = 0; i < x.Length; i++) to[i] = Math.Atan(x[i]); });
    }

    private static readonly double[] Exponents = Enumerable.Repeat(1.7, Count).ToArray();

    private static void PowSpan(ReadOnlySpan<double> x, Span<double> to) => Elementary.Pow(x, Exponents, to);
}
