using System.Globalization;
using Levain.Numerics;

namespace Levain.Drawing;

/// <summary>Ticks at 1, 2 and 5 times the powers of ten, at the powers alone when they are many, and at plain numbers when the axis is shorter than that.</summary>
internal static class LogarithmicTicks
{
    public static IReadOnlyList<PlotTick> Of(double from, double to, int most)
    {
        var (first, last) = ((int)Math.Floor(Elementary.Log10(from)), (int)Math.Ceiling(Elementary.Log10(to)));
        var within = Marks([1, 2, 5], first, last, 1, from, to);
        if (within.Count < 3) return NumberTicks.Of(from, to, most, isWhole: false);
        if (within.Count > most) within = Marks([1], first, last, Math.Max(1, (last - first + most - 1) / most), from, to);
        return [.. within.Select(value => new PlotTick(value, Text(value)))];
    }

    private static List<double> Marks(int[] digits, int first, int last, int each, double from, double to)
    {
        var marks = new List<double>();
        for (var power = first; power <= last; power++)
            if (power % each == 0) marks.AddRange(digits.Select(digit => NumberTicks.Value(digit, power)).Where(value => value >= from * (1 - 1e-9) && value <= to * (1 + 1e-9)));

        return marks;
    }

    private static string Text(double value) => value switch
    {
        >= 1e9 or < 1e-4 => PlotNumber.Signed(value.ToString("0e0", CultureInfo.InvariantCulture)),
        >= 1e6 => (value / 1e6).ToString("0.##", CultureInfo.InvariantCulture) + " M",
        >= 1e4 => (value / 1e3).ToString("0.##", CultureInfo.InvariantCulture) + " k",
        _ => value.ToString("#,0.####", CultureInfo.InvariantCulture),
    };
}
