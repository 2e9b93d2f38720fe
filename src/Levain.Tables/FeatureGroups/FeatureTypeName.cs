using System.Globalization;

namespace Levain.Tables;

/// <summary>Reads the types that features have from their names in SQL.</summary>
internal static class FeatureTypeName
{
    private static readonly ColumnType[] Plain =
        [ColumnType.Bool, ColumnType.Int32, ColumnType.Int64, ColumnType.Float, ColumnType.Double, ColumnType.String, ColumnType.Date, ColumnType.Timestamp, ColumnType.TimestampTz];

    public static ColumnType Parse(string name) =>
        Plain.FirstOrDefault(type => type.ToString() == name) ?? Decimal(name) ?? throw new FormatException($"`{name}` is no type of a feature");

    private static ColumnType? Decimal(string name) =>
        name.StartsWith("DECIMAL(", StringComparison.Ordinal) && name.EndsWith(')') && name[8..^1].Split(',') is [var precision, var scale]
        && int.TryParse(precision, NumberStyles.None, CultureInfo.InvariantCulture, out var digits) && int.TryParse(scale, NumberStyles.None, CultureInfo.InvariantCulture, out var behind)
            ? ColumnType.Decimal(digits, behind)
            : null;
}
