using System.Globalization;

namespace Levain.Learning;

/// <summary>A week of ISO 8601, from Monday to Sunday; week 1 has the year's first Thursday, and a year has 52 or 53.</summary>
public readonly record struct IsoWeek
{
    private readonly int index;

    // Mondays counted from the first of all, 0001-01-01, so that the default is a week too.
    private IsoWeek(int index) => this.index = index;

    public int Year => ISOWeek.GetYear(Monday);

    /// <summary>From 1 to 52 or 53.</summary>
    public int Number => ISOWeek.GetWeekOfYear(Monday);

    /// <summary>Year · 100 + number, such as 202004.</summary>
    public int Id => Year * 100 + Number;

    public DateOnly Monday => DateOnly.FromDayNumber(index * 7);

    /// <summary>The day before the week begins, by which retail calendars date it: 2020-01-19 for 202004.</summary>
    public DateOnly SundayBefore => Monday.AddDays(-1);

    public IsoWeek Next => Plus(1);

    /// <summary>The week that a day lies in.</summary>
    public static IsoWeek Of(DateOnly date) => new(date.DayNumber / 7);

    /// <summary>The week of an id such as 202004.</summary>
    public static IsoWeek FromId(int id)
    {
        var (year, number) = Math.DivRem(id, 100);
        if (year is < 1 or > 9998) throw new BuildException(FormattableString.Invariant($"`{id}` is no week: its year is {year}"), "a week is written as year and number, such as 202004");
        var weeks = ISOWeek.GetWeeksInYear(year);
        if (number < 1 || number > weeks) throw new BuildException(FormattableString.Invariant($"`{id}` is no week: {year} has weeks 1 to {weeks}"), "a week is written as year and number, such as 202004");
        return Of(ISOWeek.ToDateOnly(year, number, DayOfWeek.Thursday));
    }

    /// <summary>The week some weeks later; earlier, where they are negative.</summary>
    public IsoWeek Plus(int weeks) => Of(TimeStep.Weeks().After(Monday, weeks));

    public override string ToString() => Id.ToString(CultureInfo.InvariantCulture);
}
