namespace Levain.Tables;

public sealed partial class Table
{
    /// <summary>Looks from each row at the rows before and behind it, within its partition and in an order; the table's own rows stay where they are.</summary>
    /// <param name="partitionBy">Rows with equal values here are a partition; all rows are one without.</param>
    /// <param name="orderBy">Which row is before which; the order of the table without.</param>
    public Windows Windows(IReadOnlyList<string>? partitionBy = null, IReadOnlyList<SortKey>? orderBy = null) => new(this, partitionBy ?? [], orderBy ?? []);
}
