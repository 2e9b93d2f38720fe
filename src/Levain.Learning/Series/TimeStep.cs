namespace Levain.Learning;

/// <summary>How far the values of a series are apart: some days, weeks or months.</summary>
public sealed record TimeStep
{
    private TimeStep(int count, TimeUnit unit) =>
        (Count, Unit) = (count >= 1 ? count : throw new BuildException(FormattableString.Invariant($"a step of {count} goes nowhere"), "take 1 or more"), unit);

    public int Count { get; private init; }

    public TimeUnit Unit { get; private init; }

    private int DayCount => Unit == TimeUnit.Week ? 7 * Count : Count;

    public static TimeStep Days(int count = 1) => new(count, TimeUnit.Day);

    public static TimeStep Weeks(int count = 1) => new(count, TimeUnit.Week);

    /// <summary>Months from the day of the month at which a series starts, or the last day of shorter months.</summary>
    public static TimeStep Months(int count = 1) => new(count, TimeUnit.Month);

    /// <summary>The date some steps after another.</summary>
    public DateOnly After(DateOnly date, int steps)
    {
        if (Unit == TimeUnit.Month)
        {
            var month = date.Year * 12L + date.Month - 1 + (long)steps * Count;
            return month is >= 12 and < 120_000 ? date.AddMonths(steps * Count) : throw OffTheCalendar(date, steps);
        }

        var day = date.DayNumber + (long)steps * DayCount;
        return day >= 0 && day <= DateOnly.MaxValue.DayNumber ? DateOnly.FromDayNumber((int)day) : throw OffTheCalendar(date, steps);
    }

    /// <summary>How many steps lead from one date to another; null where no whole number of them does.</summary>
    public int? Between(DateOnly from, DateOnly to)
    {
        if (Unit != TimeUnit.Month)
        {
            var (days, rest) = Math.DivRem(to.DayNumber - from.DayNumber, DayCount);
            return rest == 0 ? days : null;
        }

        var (steps, left) = Math.DivRem((to.Year - from.Year) * 12 + to.Month - from.Month, Count);
        return left == 0 && After(from, steps) == to ? steps : null;
    }

    /// <summary>The step in which a date lies, counted from that which begins at <paramref name="start"/>; negative before it.</summary>
    internal int Holding(DateOnly start, DateOnly date)
    {
        if (Unit != TimeUnit.Month) return (int)Math.Floor((double)(date.DayNumber - start.DayNumber) / DayCount);

        var months = (date.Year - start.Year) * 12 + date.Month - start.Month;
        // The day on which this month's step begins, or the last day of a shorter month.
        if (date.Day < Math.Min(start.Day, DateTime.DaysInMonth(date.Year, date.Month))) months--;
        return (int)Math.Floor((double)months / Count);
    }

    public override string ToString() => FormattableString.Invariant($"{Count} {Unit switch { TimeUnit.Day => "day", TimeUnit.Week => "week", _ => "month" }}{(Count == 1 ? "" : "s")}");

    private BuildException OffTheCalendar(DateOnly date, int steps) =>
        new(FormattableString.Invariant($"{steps} steps of {this} from {date:yyyy-MM-dd} leave the calendar"), "it ends with the year 9999");
}
