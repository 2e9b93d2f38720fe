using System.Globalization;

namespace Levain.Tables;

/// <summary>Makes a wide table of a long one.</summary>
internal sealed class Pivoting(Table table, IReadOnlyList<string> keys, string columns, string values)
{
    public Table Wide()
    {
        var (names, cells) = (table[columns], table[values]);
        if (names.NullCount > 0) throw new BuildException($"column `{columns}` is null in row {FirstNull(names)}, which names no column", "leave such rows out, or fill them");

        var groups = table.GroupBy(keys);
        var kinds = RowKeys.Of([names], table.RowCount);
        var rows = RowsOf(groups, kinds, names);
        var order = RowOrder.Of(new([names.Gather(kinds.FirstRows())]), [columns]);
        return new([.. groups.Keys.Columns, .. order.Select(kind => cells.Gather(rows[kind]).Named(Text(names, kinds.FirstRows()[kind])))]);
    }

    /// <summary>For each different name the row that says the cell of each group, or -1.</summary>
    private int[][] RowsOf(Grouping groups, RowKeys kinds, TableColumn names)
    {
        var rows = new int[kinds.Count][];
        for (var kind = 0; kind < rows.Length; kind++)
        {
            rows[kind] = new int[groups.Count];
            Array.Fill(rows[kind], -1);
        }

        for (var row = 0; row < table.RowCount; row++)
        {
            ref var cell = ref rows[kinds.Codes[row]][groups.GroupOfRow[row]];
            if (cell >= 0) throw new BuildException($"rows {cell} and {row} both say what column `{Text(names, row)}` is for the same key", "aggregate them first, with `GroupBy`");
            cell = row;
        }

        return rows;
    }

    private static int FirstNull(TableColumn column) => Enumerable.Range(0, column.Count).First(column.IsNull);

    private static string Text(TableColumn column, int row) => column switch
    {
        StringColumn texts => texts[row]!,
        ValueColumn<int> ints => ints[row].ToString(CultureInfo.InvariantCulture),
        ValueColumn<long> longs => longs[row].ToString(CultureInfo.InvariantCulture),
        ValueColumn<bool> bools => bools[row] ? "true" : "false",
        ValueColumn<DateOnly> dates => dates[row].ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        _ => throw new BuildException($"column `{column.Name}` is {column.Type}, whose values name no columns", "cast it to VARCHAR, in SQL"),
    };
}
