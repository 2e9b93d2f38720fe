namespace Levain.Tables;

public sealed partial class Table
{
    /// <summary>A run of rows, such as <c>table[..^390]</c>; plain values and texts are shared, not copied.</summary>
    public Table this[Range rows]
    {
        get
        {
            int start = rows.Start.GetOffset(RowCount), end = rows.End.GetOffset(RowCount);
            if (start < 0 || end > RowCount || start > end) throw new BuildException($"rows {rows} are not in a table of {RowCount} rows");
            return new([.. columns.Select(column => column.Slice(start, end - start))]);
        }
    }

    /// <summary>The rows of these numbers, in this order; a row may come more than once.</summary>
    public Table Take(params ReadOnlySpan<int> rows)
    {
        foreach (var row in rows)
            if ((uint)row >= (uint)RowCount) throw new BuildException($"row {row} is not in a table of {RowCount} rows");
        return Gather(rows);
    }

    /// <summary>The rows for whose number <paramref name="keep"/> says yes.</summary>
    public Table Where(Func<int, bool> keep)
    {
        var rows = new List<int>();
        for (var row = 0; row < RowCount; row++)
            if (keep(row)) rows.Add(row);
        return Kept(rows);
    }

    /// <summary>The rows whose place in <paramref name="keep"/> is true.</summary>
    public Table Where(ReadOnlySpan<bool> keep)
    {
        if (keep.Length != RowCount) throw new BuildException($"a mask of {keep.Length} places does not fit a table of {RowCount} rows");
        var rows = new List<int>();
        for (var row = 0; row < keep.Length; row++)
            if (keep[row]) rows.Add(row);
        return Kept(rows);
    }

    /// <summary>The rows that have a value in each of the columns; in every column of the table when none is named.</summary>
    public Table WhereThere(params IReadOnlyList<string> names)
    {
        TableColumn[] needed = [.. (names.Count == 0 ? columns : names.Select(name => this[name])).Where(column => column.NullCount > 0)];
        if (needed.Length == 0) return this;
        var there = needed[0].ValidityWords.ToArray();
        foreach (var column in needed.AsSpan(1))
            for (var i = 0; i < there.Length; i++) there[i] &= column.Validity[i];
        return Where(row => Bits.Has(there, row));
    }

    /// <summary>The first row of each key, in order; the last one of each with <paramref name="last"/>, where it stands.</summary>
    public Table Distinct(IReadOnlyList<string> keys, bool last = false)
    {
        var codes = RowKeys.Of(Keys(keys), RowCount).Codes;
        var seen = new HashSet<int>();
        var rows = new List<int>();
        for (var i = 0; i < RowCount; i++)
        {
            var row = last ? RowCount - 1 - i : i;
            if (seen.Add(codes[row])) rows.Add(row);
        }

        if (last) rows.Reverse();
        return Kept(rows);
    }

    /// <summary>The rows of tables of one schema, behind each other.</summary>
    public static Table Concat(params IReadOnlyList<Table> tables)
    {
        if (tables.Count == 0) throw new BuildException("there is no table to join to another");
        foreach (var table in tables.Skip(1)) RequireSame(tables[0].Schema, table.Schema);
        return tables.Count == 1 ? tables[0] : new([.. tables[0].columns.Select((column, i) => column.Concat([.. tables.Select(table => table.columns[i])]))]);
    }

    /// <summary>As <see cref="Take"/>, where -1 stands for a row of nulls.</summary>
    internal Table Gather(ReadOnlySpan<int> rows)
    {
        var gathered = new TableColumn[columns.Length];
        for (var i = 0; i < gathered.Length; i++) gathered[i] = columns[i].Gather(rows);
        return new(gathered);
    }

    internal TableColumn[] Keys(IReadOnlyList<string> names) => [.. names.Select(name => this[name])];

    private Table Kept(List<int> rows) => rows.Count == RowCount ? this : Gather(System.Runtime.InteropServices.CollectionsMarshal.AsSpan(rows));

    private static void RequireSame(Schema first, Schema other)
    {
        if (first.Equals(other)) return;
        var (missing, extra) = (first.Fields.FirstOrDefault(field => !other.Contains(field.Name)), other.Fields.FirstOrDefault(field => !first.Contains(field.Name)));
        throw new BuildException(
            missing is not null ? $"the tables do not fit behind each other: one of them has no column `{missing.Name}`"
            : extra is not null ? $"the tables do not fit behind each other: the first has no column `{extra.Name}`"
            : first.Fields.FirstOrDefault(field => other[field.Name] != field) is { } field ? $"the tables do not fit behind each other: column `{field.Name}` is {field.Type} in one and {other[field.Name].Type} in another"
            : "the tables do not fit behind each other: their columns have not the same order",
            "select the same columns, in the same order and of the same types, from each");
    }
}
