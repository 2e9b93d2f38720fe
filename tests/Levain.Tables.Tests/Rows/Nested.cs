namespace Levain.Tables.Tests.Rows;

/// <summary>A table of lists of structs.</summary>
internal static class Nested
{
    public static Table Table()
    {
        var lists = new ListColumnBuilder(new("shots", ColumnType.List(ColumnType.Struct([new("x", ColumnType.Int32), new("who", ColumnType.String)]))));
        var shots = (StructColumnBuilder)lists.Elements;
        var (x, who) = ((ValueColumnBuilder<int>)shots.Fields[0], (StringColumnBuilder)shots.Fields[1]);
        x.Append([1, 2, 0], [0b011]);
        foreach (var name in new[] { "a", null, "c" }) who.Append(name);
        shots.Append(3);
        shots.AppendNull();
        lists.Append(2);
        lists.AppendNull();
        lists.Append(0);
        lists.Append(2);
        return new([lists.Build()]);
    }

    public static string[] Texts(Table table) => [.. Enumerable.Range(0, table.RowCount).Select(row => Text(table, row))];

    public static string Text(Table table, int row)
    {
        var lists = table.Lists("shots");
        if (lists.IsNull(row)) return "null";
        var shots = (StructColumn)lists.Elements;
        return string.Join(" ", Enumerable.Range(lists.Offsets[row], lists.Length(row)).Select(place =>
            shots.IsNull(place) ? "null" : $"({((ValueColumn<int>)shots["x"]).At(place)?.ToString("0", null) ?? "null"},{((StringColumn)shots["who"])[place] ?? "null"})"));
    }
}
