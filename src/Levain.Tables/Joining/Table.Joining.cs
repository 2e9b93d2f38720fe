namespace Levain.Tables;

public sealed partial class Table
{
    /// <summary>Rows of this table with the rows of another that have the same keys, in the order of this table's rows, then of the other's. A null equals nothing.</summary>
    /// <param name="suffix">What a name of the right table gets at its end when the left has it too; an error without.</param>
    public Table Join(Table right, IReadOnlyList<JoinKey> on, JoinKind kind = JoinKind.Inner, string? suffix = null) => new Joining(this, right, on, kind, suffix).Joined();

    /// <summary>Every row of this table, with the newest row of another that has the same keys and is not newer: what was known at that time. Nulls where there was nothing.</summary>
    /// <param name="on">The columns whose values must be equal; none when all rows are of one history.</param>
    /// <param name="time">The columns that say when. Of rows of one time, the last is the newest.</param>
    /// <param name="suffix">As in <see cref="Join"/>.</param>
    public Table JoinAsOf(Table right, IReadOnlyList<JoinKey> on, JoinKey time, string? suffix = null) => new Joining(this, right, on, JoinKind.Left, suffix).JoinedAsOf(time);
}
