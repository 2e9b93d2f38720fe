namespace Levain.Tables;

/// <summary>What the values of a column are.</summary>
public enum ColumnKind
{
    Bool,
    Int32,
    Int64,
    Float,
    Double,
    Decimal,
    String,
    Date,

    /// <summary>A date and time of day without a zone.</summary>
    Timestamp,

    /// <summary>A moment: the same everywhere, shown in UTC.</summary>
    TimestampTz,
    List,
    Struct,
}
