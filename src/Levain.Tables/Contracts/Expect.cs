namespace Levain.Tables;

/// <summary>What a table may be expected to satisfy.</summary>
/// <example><code>
/// TableContract.Of(
///     Expect.Column("x").Is(ColumnType.Double).Between(0, 105).Complete(),
///     Expect.Column("outcome").OneOf("goal", "saved", "off target"),
///     Expect.Unique("match", "event"),
///     Expect.Rows(atLeast: 1000))
/// </code></example>
public static class Expect
{
    /// <summary>A column of this name is there. Say more of it with the methods of what comes back.</summary>
    public static ColumnExpectation Column(string name) => new() { Name = name };

    /// <summary>No two rows are equal in these columns. As in SQL, a row in which one of them is null is compared with none.</summary>
    public static UniqueExpectation Unique(params IReadOnlyList<string> columns) => new() { Columns = columns };

    /// <summary>The table has as many rows as that.</summary>
    public static RowsExpectation Rows(long? atLeast = null, long? atMost = null) => new() { AtLeast = atLeast, AtMost = atMost };

    /// <summary>A condition in SQL over the columns of a row. As in SQL, a row for which it is null passes.</summary>
    /// <param name="says">What it means, for whoever reads that it is broken.</param>
    public static ConditionExpectation That(string condition, string? says = null) => new() { Condition = condition, Says = says };

    /// <summary>A condition in SQL over the table as a whole, such as <c>avg(goal) BETWEEN 0.05 AND 0.2</c>.</summary>
    /// <param name="says">What it means, for whoever reads that it is broken.</param>
    public static ConditionExpectation Overall(string condition, string? says = null) => new() { Condition = condition, Says = says, IsOverall = true };

    /// <summary>What stands in these columns stands in those of a row of another table. A row in which one of them is null is not looked for.</summary>
    public static ReferenceExpectation Reference(IReadOnlyList<string> columns, Artifact<Table> table, IReadOnlyList<string> keys) => new() { Columns = columns, Table = table, Keys = keys };
}
