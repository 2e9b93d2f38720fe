using System.Globalization;

namespace Levain.Tables.Tests.Formats;

/// <summary>Rows as text, for comparing and for messages.</summary>
internal static class Rows
{
    public static string[] Of(Table table) => [.. Enumerable.Range(0, table.RowCount).Select(row => string.Join("|", table.Columns.Select(column => Value(column, row))))];

    public static string Value(TableColumn column, int row) => column.IsNull(row) ? "∅" : column switch
    {
        ValueColumn<bool> bools => bools[row] ? "true" : "false",
        ValueColumn<int> ints => ints[row].ToString(CultureInfo.InvariantCulture),
        ValueColumn<long> longs => longs[row].ToString(CultureInfo.InvariantCulture),
        ValueColumn<float> floats => floats[row].ToString("R", CultureInfo.InvariantCulture),
        ValueColumn<double> doubles => doubles[row].ToString("R", CultureInfo.InvariantCulture),
        ValueColumn<decimal> decimals => decimals[row].ToString(CultureInfo.InvariantCulture),
        ValueColumn<DateOnly> dates => dates[row].ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        ValueColumn<Timestamp> times => times[row].ToString(),
        StringColumn texts => texts[row]!,
        ListColumn lists => $"[{string.Join(", ", Enumerable.Range(lists.Offsets[row], lists.Length(row)).Select(element => Value(lists.Elements, element)))}]",
        StructColumn structs => $"({string.Join(", ", structs.Fields.Select(field => Value(field, row)))})",
        _ => throw new InvalidOperationException(column.Type.ToString()),
    };
}
