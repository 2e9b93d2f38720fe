using System.Diagnostics;

namespace Levain.Tables;

/// <summary>A column of lists: row i holds the elements from <c>Offsets[i]</c> up to <c>Offsets[i + 1]</c>.</summary>
public sealed class ListColumn : TableColumn
{
    private readonly int[] offsets;

    /// <summary>Takes the arrays themselves, which nobody may change afterwards.</summary>
    internal ListColumn(string name, int[] offsets, TableColumn elements, ulong[] validity) : base(name, ColumnType.List(elements.Type), offsets.Length - 1, validity)
    {
        Debug.Assert(offsets[^1] <= elements.Count);
        (this.offsets, Elements) = (offsets, elements);
    }

    /// <summary>One more than there are rows; a null has no elements.</summary>
    public ReadOnlySpan<int> Offsets => offsets;

    /// <summary>The elements of all rows, one list behind the other.</summary>
    public TableColumn Elements { get; }

    /// <summary>How many elements the list of a row has; 0 where it is null.</summary>
    public int Length(int row) => offsets[row + 1] - offsets[row];

    internal override ListColumn Gather(ReadOnlySpan<int> rows)
    {
        var gathered = new int[rows.Length + 1];
        for (var i = 0; i < rows.Length; i++) gathered[i + 1] = checked(gathered[i] + (rows[i] < 0 ? 0 : Length(rows[i])));
        var elements = new int[gathered[^1]];
        for (var i = 0; i < rows.Length; i++)
            for (var at = gathered[i]; at < gathered[i + 1]; at++) elements[at] = offsets[rows[i]] + at - gathered[i];
        return new(Name, gathered, Elements.Gather(elements), GatherValidity(rows));
    }

    internal override ListColumn Slice(int start, int count) => new(Name, offsets[start..(start + count + 1)], Elements, Bits.Slice(Validity, start, count));

    internal override ListColumn Concat(IReadOnlyList<TableColumn> columns)
    {
        var joined = new int[TotalCount(columns) + 1];
        var at = 0;
        foreach (var column in columns.Cast<ListColumn>())
            for (var row = 0; row < column.Count; row++, at++) joined[at + 1] = checked(joined[at] + column.Length(row));

        // A slice shares its elements with what it was cut from: only its own count.
        TableColumn[] elements = [.. columns.Cast<ListColumn>().Select(column => column.Elements.Slice(column.offsets[0], column.offsets[^1] - column.offsets[0]))];
        return new(Name, joined, Elements.Concat(elements), ConcatValidity(columns));
    }

    public override ListColumn Named(string name) => name == Name ? this : new(name, offsets, Elements, ValidityWords);
}
