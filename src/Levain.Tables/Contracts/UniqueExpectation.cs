namespace Levain.Tables;

/// <summary>No two rows are equal in these columns.</summary>
public sealed record UniqueExpectation : Expectation
{
    public required IReadOnlyList<string> Columns
    {
        get;
        init => field = value.Count > 0 ? value : throw new BuildException("`Expect.Unique` names no column");
    }

    internal override void AddTo(ContractPlan plan)
    {
        if (plan.HasAll(Columns)) plan.Add(PlannedCheck.Unique(Columns));
    }
}
