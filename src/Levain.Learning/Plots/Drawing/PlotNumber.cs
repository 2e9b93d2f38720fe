using System.Globalization;

namespace Levain.Drawing;

/// <summary>Numbers as people read them in a plot.</summary>
internal static class PlotNumber
{
    /// <summary>Four digits that count; with an exponent when it is very large or very small.</summary>
    public static string Of(double number)
    {
        if (!double.IsFinite(number)) return "none";
        var size = Math.Abs(number);
        if (size != 0 && size is < 1e-4 or >= 1e9) return Signed(number.ToString("0.###e0", CultureInfo.InvariantCulture));
        var decimals = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : size >= 1 ? 3 : size >= 0.1 ? 4 : size >= 0.01 ? 5 : 6;
        return Signed(Math.Round(number, decimals).ToString("#,0.######", CultureInfo.InvariantCulture));
    }

    public static string Share(double share) => Signed((share * 100).ToString("0.#", CultureInfo.InvariantCulture)) + " %";

    /// <summary>A count with its noun: <c>1 point</c>, <c>2 points</c>.</summary>
    public static string Counted(long count, string noun) => $"{count.ToString("#,0", CultureInfo.InvariantCulture)} {noun}{(count == 1 ? "" : "s")}";

    /// <summary>With the minus of mathematics, which is as wide as the plus; a zero has no sign.</summary>
    public static string Signed(string number) => number is "-0" ? "0" : number.Replace("e-", "e\u2212", StringComparison.Ordinal) is ['-', .. var rest] ? "\u2212" + rest : number.Replace("e-", "e\u2212", StringComparison.Ordinal);
}
