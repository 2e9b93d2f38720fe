using System.Globalization;
using Levain.Numerics;

namespace Levain.Drawing;

/// <summary>Ticks at 1, 2, 2.5 or 5 times a power of ten.</summary>
internal static class NumberTicks
{
    public static IReadOnlyList<PlotTick> Of(double from, double to, int most, bool isWhole)
    {
        var (digits, power) = Step((to - from) / most, isWhole);
        var step = Value(digits, power);
        var (first, last) = (Math.Ceiling(from / step - 1e-9), Math.Floor(to / step + 1e-9));
        // Beyond 2^53 steps from zero the ticks themselves have no numbers.
        if (!(Math.Abs(first) < 1e15 && Math.Abs(last) < 1e15) || last - first > 4 * most) return [];
        double[] values = [.. Enumerable.Range(0, (int)(last - first) + 1).Select(i => Value((long)first * digits + (long)i * digits, power))];
        var greatest = values.Length == 0 ? 0 : values.Max(Math.Abs);
        return [.. values.Select(value => new PlotTick(value, Text(value, greatest, power)))];
    }

    /// <summary>The least nice step that is at least <paramref name="least"/>: a whole number times a power of ten.</summary>
    public static (int Digits, int Power) Step(double least, bool isWhole)
    {
        var power = (int)Math.Floor(Elementary.Log10(least));
        if (isWhole && power < 0) return (1, 0);
        foreach (var (digits, shift) in ((int, int)[])[(1, 0), (2, 0), (25, -1), (5, 0), (1, 1), (2, 1)])
            if ((!isWhole || power + shift >= 0) && Value(digits, power + shift) >= least * (1 - 1e-9)) return (digits, power + shift);

        return (5, power + 1);
    }

    // The number nearest to the decimal one, as if someone had written it: sums of steps would end in 0.30000000000000004.
    public static double Value(long digits, int power) => double.Parse($"{digits.ToString(CultureInfo.InvariantCulture)}e{power.ToString(CultureInfo.InvariantCulture)}", CultureInfo.InvariantCulture);

    private static string Text(double value, double greatest, int power)
    {
        if (value == 0) return "0";
        var tens = (int)Math.Floor(Elementary.Log10(greatest));
        if (tens >= 12 || power < -6) return PlotNumber.Signed(value.ToString("0." + new string('#', Math.Clamp(tens - power, 1, 15)) + "e0", CultureInfo.InvariantCulture));
        foreach (var (unit, size, from) in ((string, int, double)[])[(" bn", 9, 1e9), (" M", 6, 1e6), (" k", 3, 1e4)])
            if (greatest >= from && power >= size - 2) return PlotNumber.Signed((value / Value(1, size)).ToString("#,0.##", CultureInfo.InvariantCulture)) + unit;

        return PlotNumber.Signed(value.ToString(power < 0 ? "#,0." + new string('0', -power) : "#,0", CultureInfo.InvariantCulture));
    }
}
