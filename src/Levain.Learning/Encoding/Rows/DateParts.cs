using System.Globalization;
using Levain.Tables.Csv;

namespace Levain.Learning.Encoders;

/// <summary>Moments, as microseconds since 1970, and their parts.</summary>
internal static class DateParts
{
    private const long Day = 86_400_000_000, Second = 1_000_000;
    private const int FirstDay = 719_162;

    private static readonly CsvNotation Iso = new((byte)'.', Date: null, Timestamp: null, Exact: true);

    public static long Of(DateOnly date) => (date.DayNumber - FirstDay) * Day;

    /// <summary>A date that is written as one whole number, such as 20120101.</summary>
    public static bool TryOf(long number, out long moment)
    {
        moment = 0;
        if (number is < 1_01_01 or > 9999_12_31) return false;
        var (year, month, day) = ((int)(number / 10_000), (int)(number / 100 % 100), (int)(number % 100));
        if (month is < 1 or > 12 || day < 1 || day > DateTime.DaysInMonth(year, month)) return false;
        moment = Of(new DateOnly(year, month, day));
        return true;
    }

    /// <summary>Text of ISO 8601; what has a zone is brought to UTC.</summary>
    public static bool TryOf(ReadOnlySpan<byte> text, out long moment) => TryTime(text, out moment) || TryMoment(text, out moment);

    /// <summary>Text of ISO 8601 without a zone.</summary>
    public static bool TryTime(ReadOnlySpan<byte> text, out long moment)
    {
        var isTime = CsvTimes.TryTimestamp(text, Iso, withZone: false, out var time);
        moment = time.Microseconds;
        return isTime;
    }

    /// <summary>Text of ISO 8601 with a zone.</summary>
    public static bool TryMoment(ReadOnlySpan<byte> text, out long moment)
    {
        var isMoment = CsvTimes.TryTimestamp(text, Iso, withZone: true, out var time);
        moment = time.Microseconds;
        return isMoment;
    }

    /// <summary>Days since 1970; before, they are negative.</summary>
    public static long DayOf(long moment) => moment >= 0 ? moment / Day : -((-(moment + 1)) / Day) - 1;

    /// <summary>A part, or null where no calendar reaches.</summary>
    public static int? Of(DatePart part, long moment)
    {
        var days = DayOf(moment);
        var rest = moment - days * Day;
        if (days < -FirstDay || days + FirstDay > DateOnly.MaxValue.DayNumber) return null;
        var date = DateOnly.FromDayNumber((int)days + FirstDay);
        return part switch
        {
            DatePart.Year => date.Year,
            DatePart.Quarter => (date.Month + 2) / 3,
            DatePart.Month => date.Month,
            DatePart.Week => ISOWeek.GetWeekOfYear(date),
            DatePart.Day => date.Day,
            DatePart.DayOfYear => date.DayOfYear,
            // 0001-01-01 was a Monday.
            DatePart.DayOfWeek => date.DayNumber % 7,
            DatePart.Hour => (int)(rest / (3600 * Second)),
            DatePart.Minute => (int)(rest / (60 * Second) % 60),
            _ => (int)(rest / Second % 60),
        };
    }
}
