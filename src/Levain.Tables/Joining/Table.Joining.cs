namespace Levain.Tables;

public sealed partial class Table
{
    /// <summary>Rows of this table with the rows of another that have the same keys, in the order of this table's rows, then of the other's. A null equals nothing.</summary>
    /// <param name="suffix">What a name of the right table gets at its end when the left has it too; an error without.</param>
    public Table Join(Table right, IReadOnlyList<JoinKey> on, JoinKind kind = JoinKind.Inner, string? suffix = null) => new Joining(this, right, on, kind, suffix).Joined();
}
