namespace Levain.Tables.Csv;

/// <summary>How values are written.</summary>
/// <param name="Exact">Only what can be told to be of a type without knowing it: no leading zeros, no 1 for true, no whole number that a double would round.</param>
internal sealed record CsvNotation(byte Point, TimePattern? Date, TimePattern? Timestamp, bool Exact)
{
    public static CsvNotation Of(CsvFormat format, bool exact) => new(
        (byte)format.DecimalSeparator,
        format.DateFormat is { } date ? new TimePattern(date) : null,
        format.TimestampFormat is { } timestamp ? new TimePattern(timestamp) : null,
        exact);
}
