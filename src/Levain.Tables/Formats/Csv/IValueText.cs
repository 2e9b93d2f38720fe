namespace Levain.Tables.Csv;

/// <summary>Values of one type as text.</summary>
internal interface IValueText<T>
{
    static abstract bool TryRead(ReadOnlySpan<byte> text, CsvNotation notation, ColumnType type, out T value);
}

internal readonly struct BoolText : IValueText<bool>
{
    public static bool TryRead(ReadOnlySpan<byte> text, CsvNotation notation, ColumnType type, out bool value) => CsvNumbers.TryBool(text, notation.Exact, out value);
}

internal readonly struct IntText : IValueText<int>
{
    public static bool TryRead(ReadOnlySpan<byte> text, CsvNotation notation, ColumnType type, out int value)
    {
        var isWhole = CsvNumbers.TryWhole(text, notation.Exact, out var number);
        value = (int)number;
        return isWhole && value == number;
    }
}

internal readonly struct LongText : IValueText<long>
{
    public static bool TryRead(ReadOnlySpan<byte> text, CsvNotation notation, ColumnType type, out long value) => CsvNumbers.TryWhole(text, notation.Exact, out value);
}

internal readonly struct FloatText : IValueText<float>
{
    // Rounded once, as the text says, not by way of a double.
    public static bool TryRead(ReadOnlySpan<byte> text, CsvNotation notation, ColumnType type, out float value)
    {
        value = 0;
        if (!CsvNumbers.TryDouble(text, notation.Point, notation.Exact, out var wide)) return false;
        value = (float)wide;
        if (value == wide || double.IsNaN(wide)) return true;
        Span<byte> copy = stackalloc byte[text.Length];
        text.CopyTo(copy);
        copy.Replace(notation.Point, (byte)'.');
        return float.TryParse(copy, System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out value) && float.IsFinite(value);
    }
}

internal readonly struct DoubleText : IValueText<double>
{
    public static bool TryRead(ReadOnlySpan<byte> text, CsvNotation notation, ColumnType type, out double value) => CsvNumbers.TryDouble(text, notation.Point, notation.Exact, out value);
}

internal readonly struct DecimalText : IValueText<decimal>
{
    public static bool TryRead(ReadOnlySpan<byte> text, CsvNotation notation, ColumnType type, out decimal value) => CsvNumbers.TryDecimal(text, notation.Point, type.Precision, type.Scale, out value);
}

internal readonly struct DateText : IValueText<DateOnly>
{
    public static bool TryRead(ReadOnlySpan<byte> text, CsvNotation notation, ColumnType type, out DateOnly value) => CsvTimes.TryDate(text, notation, out value);
}

internal readonly struct TimestampText : IValueText<Timestamp>
{
    public static bool TryRead(ReadOnlySpan<byte> text, CsvNotation notation, ColumnType type, out Timestamp value) => CsvTimes.TryTimestamp(text, notation, withZone: false, out value);
}

internal readonly struct MomentText : IValueText<Timestamp>
{
    public static bool TryRead(ReadOnlySpan<byte> text, CsvNotation notation, ColumnType type, out Timestamp value) => CsvTimes.TryTimestamp(text, notation, withZone: true, out value);
}
