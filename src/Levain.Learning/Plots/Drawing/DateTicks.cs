using System.Globalization;

namespace Levain.Drawing;

/// <summary>Ticks at the first days of years and months, or every few days when there are less.</summary>
internal static class DateTicks
{
    public static bool Cover(double from, double to) => from >= 366 && to <= DateOnly.MaxValue.DayNumber - 366;

    public static IReadOnlyList<PlotTick> Of(double from, double to, int most)
    {
        foreach (var days in (int[])[1, 2, 7, 14])
            if ((to - from) / days <= most) return Days(from, to, days);
        foreach (var months in (int[])[1, 2, 3, 6, 12, 24, 60, 120, 240, 600, 1200, 2400, 6000])
            if ((to - from) / (months * 30.44) <= most) return Months(from, to, months);
        return Months(from, to, 12_000);
    }

    private static List<PlotTick> Days(double from, double to, int days)
    {
        var ticks = new List<PlotTick>();
        // Day 0 was a Monday: weeks begin with one.
        for (var day = (int)Math.Ceiling(from / days) * days; day <= to; day += days) ticks.Add(Tick(day, "yyyy-MM-dd"));
        return ticks;
    }

    private static List<PlotTick> Months(double from, double to, int months)
    {
        var ticks = new List<PlotTick>();
        var first = DateOnly.FromDayNumber((int)from);
        for (var month = (first.Year * 12 + first.Month - 1) / months * months; month / 12 <= 9999; month += months)
        {
            if (month < 12) continue;
            var day = new DateOnly(month / 12, month % 12 + 1, 1).DayNumber;
            if (day > to) break;
            if (day >= from) ticks.Add(Tick(day, months % 12 == 0 ? "yyyy" : "yyyy-MM"));
        }

        return ticks;
    }

    private static PlotTick Tick(int day, string format) => new(day, DateOnly.FromDayNumber(day).ToString(format, CultureInfo.InvariantCulture));
}
