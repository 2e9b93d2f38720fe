using System.Globalization;

namespace Levain.Tables.Statistics;

/// <summary>Numbers as people read them.</summary>
internal static class Figures
{
    private const int Digits = 4, MostDecimals = 8;
    // Times are microseconds.
    private const double Second = 1e6, Day = 86_400 * Second;

    public static string Of(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>Four digits that count, or the whole number; very large and very small ones with an exponent.</summary>
    public static string Of(double number)
    {
        var size = Math.Abs(number);
        if (size != 0 && size is < 1e-4 or >= 1e15) return number.ToString("0.###e+0", CultureInfo.InvariantCulture);
        if (Math.Floor(number) == number) return number.ToString("N0", CultureInfo.InvariantCulture);
        var decimals = Digits;
        for (var bound = 1.0; bound <= size; bound *= 10) decimals--;
        for (var bound = 0.1; bound > size && decimals < MostDecimals; bound /= 10) decimals++;
        var text = number.ToString($"N{Math.Max(0, decimals)}", CultureInfo.InvariantCulture);
        return text.Contains('.', StringComparison.Ordinal) ? text.TrimEnd('0').TrimEnd('.') : text;
    }

    /// <summary>A share such as <c>12.5 %</c>; what is not all is never told as 100 %, nor what is not nothing as 0 %.</summary>
    public static string Share(double share) => share switch
    {
        <= 0 => "0 %",
        >= 1 => "100 %",
        < 0.001 => "< 0.1 %",
        > 0.999 => "> 99.9 %",
        _ => (share * 100).ToString("0.#", CultureInfo.InvariantCulture) + " %",
    };

    /// <summary>A number of a column: a date or time as such.</summary>
    public static string Of(ColumnStatistics column, double number) => column.Class switch
    {
        // Over days nobody looks at parts of a second.
        ColumnClass.Time when column.Numbers is { } times && (times.Max / Day) - (times.Min / Day) > 1 => KeyScale.Text(column.Class, Math.Floor(number / Second) * Second),
        ColumnClass.Date or ColumnClass.Time => KeyScale.Text(column.Class, Math.Round(number)),
        _ => Of(number),
    };

    /// <summary>A spread of a column: of dates and times as a length of time.</summary>
    public static string Spread(ColumnStatistics column, double spread) => column.Class switch
    {
        ColumnClass.Date => $"{Of(spread)} days",
        ColumnClass.Time => (spread / Second) switch
        {
            < 120 and var seconds => $"{Of(seconds)} s",
            < 7200 and var seconds => $"{Of(seconds / 60)} min",
            < 172_800 and var seconds => $"{Of(seconds / 3600)} h",
            var seconds => $"{Of(seconds / 86_400)} days",
        },
        _ => Of(spread),
    };
}
