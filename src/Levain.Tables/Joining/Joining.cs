namespace Levain.Tables;

/// <summary>A join: by codes that the keys of both tables share.</summary>
internal sealed class Joining
{
    private readonly Table left, right;
    private readonly IReadOnlyList<JoinKey> on;
    private readonly JoinKind kind;
    private readonly string? suffix;
    private readonly TableColumn[] keys;

    public Joining(Table left, Table right, IReadOnlyList<JoinKey> on, JoinKind kind, string? suffix)
    {
        (this.left, this.right, this.on, this.kind, this.suffix) = (left, right, on, kind, suffix);
        if (on.Count == 0) throw new BuildException("a join has no key", "name the columns whose values must be equal");
        keys = [.. on.Select(key => Both(left[key.Left], right[key.Right]))];
    }

    private bool HasRight => kind is JoinKind.Inner or JoinKind.Left or JoinKind.Full;

    public Table Joined()
    {
        var names = HasRight ? RightNames() : [];
        var codes = RowKeys.Of(keys, left.RowCount + right.RowCount);
        var (lefts, rights) = JoinedRows.Of(CodesOfThere(codes), left.RowCount, codes.Count, kind);
        if (!HasRight) return left.Gather(lefts);

        var columns = left.Columns.Select(column => column.Gather(lefts)).ToArray();
        if (kind == JoinKind.Full) FillKeys(columns, lefts, rights);
        return new([.. columns, .. names.Select(pair => pair.Column.Gather(rights).Named(pair.Name))]);
    }

    /// <summary>The code of each row, the right table's behind the left's; -1 where a key is null.</summary>
    private int[] CodesOfThere(RowKeys codes)
    {
        foreach (var key in keys.Where(key => key.NullCount > 0))
            for (var row = 0; row < key.Count; row++)
                if (!Bits.Has(key.Validity, row)) codes.Codes[row] = -1;
        return codes.Codes;
    }

    private void FillKeys(TableColumn[] columns, int[] lefts, int[] rights)
    {
        var rows = new int[lefts.Length];
        for (var i = 0; i < rows.Length; i++) rows[i] = lefts[i] >= 0 ? lefts[i] : left.RowCount + rights[i];
        for (var i = 0; i < on.Count; i++) columns[left.Schema.IndexOf(on[i].Left)] = keys[i].Gather(rows);
    }

    private (TableColumn Column, string Name)[] RightNames()
    {
        var joined = on.Select(key => key.Right).ToHashSet();
        return [.. right.Columns.Where(column => !joined.Contains(column.Name)).Select(column => (column, NameOf(column)))];
    }

    private string NameOf(TableColumn column) =>
        !left.Schema.Fields.Any(field => string.Equals(field.Name, column.Name, StringComparison.OrdinalIgnoreCase)) ? column.Name
        : suffix is not null ? column.Name + suffix
        : throw new BuildException($"both tables of a join have a column `{column.Name}`", "give a suffix for the right one, rename it, or select without it");

    private static TableColumn Both(TableColumn left, TableColumn right)
    {
        if (left.Type == right.Type || (left is ValueColumn<decimal> && right is ValueColumn<decimal>)) return left.Concat([left, right]);
        if (left is ValueColumn<int> or ValueColumn<long> && right is ValueColumn<int> or ValueColumn<long>) return Wide(left).Concat([Wide(left), Wide(right)]);
        throw new BuildException($"a join compares column `{left.Name}`, which is {left.Type}, with `{right.Name}`, which is {right.Type}", "cast one of them, in SQL");
    }

    private static ValueColumn<long> Wide(TableColumn column) => new(column.Name, ColumnType.Int64, Numbers.Whole(column)!, column.ValidityWords);
}
