namespace Levain.Learning;

/// <summary>Which node XGBoost splits next: its <c>grow_policy</c>.</summary>
public enum XGBoostGrowth
{
    /// <summary>The one nearest to the root.</summary>
    DepthWise,

    /// <summary>The one that gains most.</summary>
    LeafWise,
}
