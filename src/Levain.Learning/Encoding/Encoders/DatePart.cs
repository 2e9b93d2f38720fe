namespace Levain.Learning;

/// <summary>A whole number that a date or a moment holds.</summary>
public enum DatePart
{
    Year,

    /// <summary>From 1 to 4.</summary>
    Quarter,
    Month,

    /// <summary>The week of ISO 8601, from 1 to 53.</summary>
    Week,
    Day,
    DayOfYear,

    /// <summary>Monday is 0, Sunday is 6.</summary>
    DayOfWeek,
    Hour,
    Minute,
    Second,
}
