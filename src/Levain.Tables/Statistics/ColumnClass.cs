namespace Levain.Tables.Statistics;

/// <summary>What can be said of the values of a column.</summary>
public enum ColumnClass
{
    Integral,
    Fractional,
    Text,

    /// <summary>True or false.</summary>
    Truth,

    /// <summary>A day; as a number, days since 1970-01-01.</summary>
    Date,

    /// <summary>A date and time of day, with or without a zone; as a number, microseconds since 1970-01-01.</summary>
    Time,

    /// <summary>Lists and structs: what is in them is not looked at.</summary>
    Nested,
}
