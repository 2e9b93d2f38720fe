using System.Globalization;

namespace Levain.Tables.Statistics;

/// <summary>Values of a type as 64-bit keys that sort as the values do, and back.</summary>
internal sealed class KeyScale(ColumnKind kind)
{
    private const int FirstDay = 719162; // 1970-01-01, counted from 0001-01-01

    public ColumnClass Class { get; } = kind switch
    {
        ColumnKind.Bool => ColumnClass.Truth,
        ColumnKind.Int32 or ColumnKind.Int64 => ColumnClass.Integral,
        ColumnKind.Float or ColumnKind.Double or ColumnKind.Decimal => ColumnClass.Fractional,
        ColumnKind.Date => ColumnClass.Date,
        _ => ColumnClass.Time,
    };

    public bool IsFractional => Class == ColumnClass.Fractional;

    public static long Key(DateOnly day) => day.DayNumber - FirstDay;

    /// <summary>The bits of a finite number, with those of negative ones turned. The two zeros are one.</summary>
    public static long Key(double value) => Turned(BitConverter.DoubleToInt64Bits(value + 0.0));

    public double Number(long key) => IsFractional ? BitConverter.Int64BitsToDouble(Turned(key)) : key;

    public string Text(long key) => kind switch
    {
        ColumnKind.Bool => key != 0 ? "true" : "false",
        ColumnKind.Int32 or ColumnKind.Int64 => key.ToString(CultureInfo.InvariantCulture),
        ColumnKind.Float => ((float)Number(key)).ToString(CultureInfo.InvariantCulture),
        ColumnKind.Double or ColumnKind.Decimal => Number(key).ToString(CultureInfo.InvariantCulture),
        _ => Text(Class, key),
    };

    /// <summary>A date or time as text.</summary>
    public static string Text(ColumnClass @class, double number) => @class switch
    {
        ColumnClass.Date when number is >= -FirstDay and <= 2932896 => DateOnly.FromDayNumber((int)number + FirstDay).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ColumnClass.Date => string.Create(CultureInfo.InvariantCulture, $"{number} days"),
        _ => new Timestamp((long)number).ToString(),
    };

    private static long Turned(long bits) => bits ^ ((bits >> 63) & long.MaxValue);
}
