namespace Levain.Tables;

/// <summary>Each value stands in a column of another table.</summary>
public sealed record ReferenceRule : ColumnRule
{
    public required Artifact<Table> Table { get; init; }

    public required string Column { get; init; }

    internal override void AddTo(ContractPlan plan, Field column) => plan.AddReference([column.Name], Table, [Column]);
}
