namespace Levain.Tables;

public sealed partial class Table
{
    /// <summary>Groups rows with equal keys; without a key, all rows are one group.</summary>
    public Grouping GroupBy(params IReadOnlyList<string> keys) => new(this, keys);
}
