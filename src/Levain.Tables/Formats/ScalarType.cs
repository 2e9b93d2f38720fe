using System.Globalization;

namespace Levain.Tables;

/// <summary>Reads the name of a type that a single field can hold.</summary>
internal static class ScalarType
{
    private static readonly string[] Known = ["BOOLEAN", "INTEGER", "BIGINT", "FLOAT", "DOUBLE", "DECIMAL(18,3)", "VARCHAR", "DATE", "TIMESTAMP", "TIMESTAMPTZ"];

    public static ColumnType Parse(DeclaredColumn column) => column.Type.Trim().ToUpperInvariant() switch
    {
        "BOOLEAN" or "BOOL" => ColumnType.Bool,
        "INTEGER" or "INT" or "INT4" => ColumnType.Int32,
        "BIGINT" or "INT8" or "LONG" => ColumnType.Int64,
        "FLOAT" or "REAL" or "FLOAT4" => ColumnType.Float,
        "DOUBLE" or "DOUBLE PRECISION" or "FLOAT8" => ColumnType.Double,
        "VARCHAR" or "TEXT" or "STRING" => ColumnType.String,
        "DATE" => ColumnType.Date,
        "TIMESTAMP" or "DATETIME" => ColumnType.Timestamp,
        "TIMESTAMPTZ" or "TIMESTAMP WITH TIME ZONE" => ColumnType.TimestampTz,
        var text when Decimal(text) is { } type => type,
        _ => throw new BuildException($"column `{column.Name}` is declared as `{column.Type}`, which is no type that a field holds", NearestName.Hint(column.Type, Known)),
    };

    private static ColumnType? Decimal(string text)
    {
        if (!text.StartsWith("DECIMAL(", StringComparison.Ordinal) && !text.StartsWith("NUMERIC(", StringComparison.Ordinal) || !text.EndsWith(')')) return null;
        var parts = text[8..^1].Split(',');
        return parts.Length == 2
            && int.TryParse(parts[0], NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var precision)
            && int.TryParse(parts[1], NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite, CultureInfo.InvariantCulture, out var scale) ? ColumnType.Decimal(precision, scale) : null;
    }
}
