namespace Levain.Tables;

/// <summary>One thing that a table must satisfy. <see cref="Expect"/> makes them.</summary>
public abstract record Expectation
{
    private protected Expectation()
    {
    }

    /// <summary>Adds what is to be checked over rows, or what is wrong without a look at any.</summary>
    internal abstract void AddTo(ContractPlan plan);
}
