namespace Levain.Tables;

/// <summary>What stands in some columns stands in a row of another table.</summary>
public sealed record ReferenceExpectation : Expectation
{
    public required IReadOnlyList<string> Columns { get; init; }

    public required Artifact<Table> Table { get; init; }

    /// <summary>The columns of the other table, as many.</summary>
    public required IReadOnlyList<string> Keys { get; init; }

    internal override void AddTo(ContractPlan plan)
    {
        if (Columns.Count == 0 || Columns.Count != Keys.Count)
            throw new BuildException($"`Expect.Reference` compares {Columns.Count} columns with {Keys.Count} of {Table.Origin}", "name as many of one as of the other");
        if (plan.HasAll(Columns)) plan.AddReference(Columns, Table, Keys);
    }
}
