using System.Globalization;

namespace Levain.Tables;

/// <summary>A moment, as microseconds since 1970-01-01 00:00; in a column without a zone, a date and a time of day. The default is 1970-01-01 00:00.</summary>
public readonly record struct Timestamp(long Microseconds) : IComparable<Timestamp>
{
    private const long EpochTicks = 621_355_968_000_000_000;

    /// <summary>The time of day and date as they stand there, of no kind.</summary>
    public DateTime ToDateTime() => new(Ticks, DateTimeKind.Unspecified);

    /// <summary>The moment in UTC.</summary>
    public DateTimeOffset ToDateTimeOffset() => new(Ticks, TimeSpan.Zero);

    /// <summary>Date and time as they stand there, whatever the kind; what is finer than a microsecond is cut.</summary>
    public static Timestamp From(DateTime time) => OfTicks(time.Ticks);

    /// <summary>The moment; what is finer than a microsecond is cut.</summary>
    public static Timestamp From(DateTimeOffset time) => OfTicks(time.UtcTicks);

    public int CompareTo(Timestamp other) => Microseconds.CompareTo(other.Microseconds);

    /// <summary>As <c>2026-11-21 17:50:53</c>, with as many digits of the second as it has; microseconds where no calendar of .NET reaches.</summary>
    public override string ToString() =>
        Microseconds < -EpochTicks / 10 || Microseconds > (DateTime.MaxValue.Ticks - EpochTicks) / 10
            ? string.Create(CultureInfo.InvariantCulture, $"{Microseconds} µs")
            : ToDateTime().ToString("yyyy-MM-dd HH:mm:ss.FFFFFF", CultureInfo.InvariantCulture);

    public static bool operator <(Timestamp left, Timestamp right) => left.Microseconds < right.Microseconds;

    public static bool operator >(Timestamp left, Timestamp right) => left.Microseconds > right.Microseconds;

    public static bool operator <=(Timestamp left, Timestamp right) => left.Microseconds <= right.Microseconds;

    public static bool operator >=(Timestamp left, Timestamp right) => left.Microseconds >= right.Microseconds;

    private long Ticks => checked(Microseconds * 10 + EpochTicks);

    // Towards the past, also before 1970.
    private static Timestamp OfTicks(long ticks) => new(ticks / 10 - EpochTicks / 10);
}
