namespace Levain.Tables;

/// <summary>Columns that see from each row of a table the rows before and behind it: lags, leads and rolling figures. Each call gives a new one; <see cref="ToTable"/> ends it.</summary>
public sealed class Windows
{
    private readonly Table table;
    private readonly RowGroups partitions;
    private readonly ShiftedRows? shifted;
    private readonly IReadOnlyList<TableColumn> added;

    internal Windows(Table table, IReadOnlyList<string> partitionBy, IReadOnlyList<SortKey> orderBy)
    {
        this.table = table;
        var keys = RowKeys.Of(table.Keys(partitionBy), table.RowCount);
        partitions = new(keys.Codes, keys.Count, orderBy.Count == 0 ? default : RowOrder.Of(table, orderBy));
        // Where the rows stand one behind the other already, a shift is a view.
        shifted = keys.Count <= 1 && Table.IsInOrder(partitions.Rows) ? new(table.RowCount) : null;
        added = [];
    }

    private Windows(Windows before, IEnumerable<TableColumn> more) =>
        (table, partitions, shifted, added) = (before.table, before.partitions, before.shifted, [.. before.added, .. more]);

    /// <summary>The table with the new columns behind its own.</summary>
    public Table ToTable() => table.With(added);

    /// <summary>The value so many rows before, null where there is none; as <c>close_lag_1</c> when no name is given.</summary>
    public Windows Lag(string column, int rows = 1, string? name = null) => new(this, Shift([column], [Positive(rows)], (_, _) => name ?? Name(column, "lag", rows)));

    /// <summary>The value so many rows behind, null where there is none; as <c>close_lead_3</c> when no name is given.</summary>
    public Windows Lead(string column, int rows = 1, string? name = null) => new(this, Shift([column], [-Positive(rows)], (_, _) => name ?? Name(column, "lead", rows)));

    /// <summary>The values of 1 to so many rows before: all columns one row before, as <c>close_lag_1</c>, then all two rows before, and so on.</summary>
    public Windows Lags(IReadOnlyList<string> columns, int rows) =>
        new(this, Shift(columns, [.. Enumerable.Range(1, Positive(rows))], (column, shift) => Name(column, "lag", shift)));

    /// <summary>The sum of the last so many rows, this one among them; exact and rounded once.</summary>
    /// <param name="atLeast">How many of them must have a value, lest it be null; all without.</param>
    public Windows RollingSum(string column, int rows, string? name = null, int? atLeast = null) => Roll(column, rows, name ?? Name(column, "sum", rows), atLeast, Rolling.Sum);

    /// <inheritdoc cref="RollingSum"/>
    /// <summary>The mean of the last so many rows, this one among them.</summary>
    public Windows RollingMean(string column, int rows, string? name = null, int? atLeast = null) => Roll(column, rows, name ?? Name(column, "mean", rows), atLeast, Rolling.Mean);

    /// <inheritdoc cref="RollingSum"/>
    /// <summary>The standard deviation (of a sample) of the last so many rows, this one among them; null of fewer than two.</summary>
    public Windows RollingStd(string column, int rows, string? name = null, int? atLeast = null) => Roll(column, rows, name ?? Name(column, "std", rows), atLeast, Rolling.Std);

    /// <inheritdoc cref="RollingSum"/>
    /// <summary>The least value of the last so many rows, this one among them.</summary>
    public Windows RollingMin(string column, int rows, string? name = null, int? atLeast = null) => Roll(column, rows, name ?? Name(column, "min", rows), atLeast, Rolling.Min);

    /// <inheritdoc cref="RollingSum"/>
    /// <summary>The greatest value of the last so many rows, this one among them.</summary>
    public Windows RollingMax(string column, int rows, string? name = null, int? atLeast = null) => Roll(column, rows, name ?? Name(column, "max", rows), atLeast, Rolling.Max);

    /// <summary>The number of a row in its partition, from 1 on.</summary>
    public Windows RowNumber(string name)
    {
        var numbers = new long[table.RowCount];
        for (var i = 0; i < partitions.Count; i++)
        {
            var rows = partitions[i];
            for (var place = 0; place < rows.Length; place++) numbers[rows[place]] = place + 1;
        }

        return new(this, [new ValueColumn<long>(name, ColumnType.Int64, numbers, [])]);
    }

    private Windows Roll(string column, int rows, string name, int? atLeast, Func<TableColumn, RowGroups, RollingRows, TableColumn> roll) =>
        new(this, [roll(table[column], partitions, new(Positive(rows), Positive(atLeast ?? rows))).Named(name)]);

    private IEnumerable<TableColumn> Shift(IReadOnlyList<string> names, int[] shifts, Func<string, int, string> nameOf)
    {
        var columns = table.Keys(names);
        // One column after the other here, one shift after the other in the table.
        var moved = shifted is null ? Gather(columns, shifts) : Array.ConvertAll(columns, column => column.Shift(Array.ConvertAll(shifts, Clamp), shifted));
        return shifts.SelectMany((shift, i) => names.Select((name, j) => moved[j][i].Named(nameOf(name, shift))));
    }

    private int Clamp(int shift) => Math.Clamp(shift, -table.RowCount, table.RowCount);

    private TableColumn[][] Gather(TableColumn[] columns, int[] shifts)
    {
        var moved = Array.ConvertAll(columns, _ => new TableColumn[shifts.Length]);
        for (var i = 0; i < shifts.Length; i++)
        {
            var rows = RowsBefore(shifts[i]);
            for (var j = 0; j < columns.Length; j++) moved[j][i] = columns[j].Gather(rows);
        }

        return moved;
    }

    private int[] RowsBefore(int shift)
    {
        var before = new int[table.RowCount];
        Array.Fill(before, -1);
        for (var i = 0; i < partitions.Count; i++)
        {
            var rows = partitions[i];
            int first = Math.Max(0, shift), last = Math.Min(rows.Length, (int)Math.Min(rows.Length + (long)shift, int.MaxValue));
            for (var place = first; place < last; place++) before[rows[place]] = rows[place - shift];
        }

        return before;
    }

    private static int Positive(int rows) => rows > 0 ? rows : throw new BuildException(string.Create(null, $"a window looks at {rows} rows"), "it looks at one row or more");

    private static string Name(string column, string what, int rows) => string.Create(null, $"{column}_{what}_{rows}");
}
