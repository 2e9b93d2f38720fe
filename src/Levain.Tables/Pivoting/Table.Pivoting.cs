namespace Levain.Tables;

public sealed partial class Table
{
    /// <summary>From long to wide: one row for each key, in order of first appearance, and a column for each different value of <paramref name="columns"/>, in sorted order and under its text.</summary>
    /// <remarks>What no row says is null. Two rows that say the same cell are an error: aggregate them first, with <see cref="GroupBy"/>.</remarks>
    public Table Pivot(IReadOnlyList<string> keys, string columns, string values) => new Pivoting(this, keys, columns, values).Wide();

    /// <summary>From wide to long: for each row one row for each of <paramref name="columns"/>, with the column's name and its value; nulls too.</summary>
    /// <param name="keep">The columns whose values every such row keeps.</param>
    public Table Unpivot(IReadOnlyList<string> keep, IReadOnlyList<string> columns, string name = "name", string value = "value")
    {
        if (columns.Count == 0) throw new BuildException("no column is named to make rows of");
        var wide = Keys(columns);
        if (wide.FirstOrDefault(column => column.Type != wide[0].Type) is { } other)
            throw new BuildException($"columns `{wide[0].Name}` and `{other.Name}` cannot stand in one column: one is {wide[0].Type}, the other {other.Type}", "cast one of them, in SQL");

        var total = checked(RowCount * columns.Count);
        int[] rows = new int[total], cells = new int[total], codes = new int[total];
        for (var i = 0; i < total; i++)
        {
            (rows[i], codes[i]) = (i / columns.Count, i % columns.Count);
            cells[i] = codes[i] * RowCount + rows[i];
        }

        var names = TableColumn.Of(name, [.. columns]).Gather(codes);
        return new([.. Keys(keep).Select(column => column.Gather(rows)), names, wide[0].Concat(wide).Gather(cells).Named(value)]);
    }
}
