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

    public override ListColumn Named(string name) => name == Name ? this : new(name, offsets, Elements, ValidityWords);
}
