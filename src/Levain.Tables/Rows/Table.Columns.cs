namespace Levain.Tables;

public sealed partial class Table
{
    /// <summary>The columns of these names, in this order.</summary>
    public Table Select(params IReadOnlyList<string> names) => new(Keys(names));

    /// <summary>All columns but these.</summary>
    public Table Without(params IReadOnlyList<string> names)
    {
        var gone = names.Select(Schema.IndexOf).ToHashSet();
        return new([.. columns.Where((_, i) => !gone.Contains(i))]);
    }

    public Table Rename(string name, string newName) => Rename([(name, newName)]);

    /// <summary>Columns under other names, all at once, so that two may change names.</summary>
    public Table Rename(params IReadOnlyList<(string From, string To)> names)
    {
        var renamed = columns.ToArray();
        foreach (var (from, to) in names) renamed[Schema.IndexOf(from)] = this[from].Named(to);
        return new(renamed);
    }

    /// <summary>The table with more columns, at the end; one whose name is there already takes that place.</summary>
    public Table With(params IReadOnlyList<TableColumn> more)
    {
        var all = columns.ToList();
        foreach (var column in more)
        {
            if (columns.Length > 0 && column.Count != RowCount) throw new BuildException($"column `{column.Name}` has {column.Count} rows, but the table has {RowCount}");
            if (Schema.Contains(column.Name)) all[Schema.IndexOf(column.Name)] = column;
            else all.Add(column);
        }

        return new(all);
    }

    /// <summary>The table with a column that is computed for the number of each row.</summary>
    public Table With<T>(string name, Func<int, T> value) where T : unmanaged
    {
        var values = GC.AllocateUninitializedArray<T>(RowCount);
        for (var row = 0; row < values.Length; row++) values[row] = value(row);
        return With(new ValueColumn<T>(name, ColumnType.Of<T>(), values, []));
    }

    /// <summary>The table with a column that is computed for the number of each row, and may be null.</summary>
    public Table With<T>(string name, Func<int, T?> value) where T : unmanaged
    {
        var builder = new ValueColumnBuilder<T>(name, RowCount);
        for (var row = 0; row < RowCount; row++) builder.Append(value(row));
        return With(builder.Build());
    }

    /// <summary>The table with a column of text that is computed for the number of each row.</summary>
    public Table With(string name, Func<int, string?> text)
    {
        var builder = new StringColumnBuilder(name, RowCount);
        for (var row = 0; row < RowCount; row++) builder.Append(text(row));
        return With(builder.Build());
    }

    /// <summary>A column of numbers or truths as doubles, NaN where it is null.</summary>
    public double[] Numbers(string name) => Tables.Numbers.Of(this[name], missing: double.NaN);
}
