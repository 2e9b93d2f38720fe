namespace Levain.Tables;

/// <summary>No value stands in the column twice.</summary>
public sealed record UniqueRule : ColumnRule
{
    internal override void AddTo(ContractPlan plan, Field column) => plan.Add(PlannedCheck.Unique([column.Name]));
}
