namespace Levain.Tables;

/// <summary>What each value of a column must satisfy.</summary>
public abstract record ColumnRule
{
    private protected ColumnRule()
    {
    }

    internal abstract void AddTo(ContractPlan plan, Field column);
}
