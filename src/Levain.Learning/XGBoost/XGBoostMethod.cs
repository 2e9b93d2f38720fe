namespace Levain.Learning;

/// <summary>How XGBoost looks for splits: its <c>tree_method</c>.</summary>
public enum XGBoostMethod
{
    /// <summary>Over bins that are cut once.</summary>
    Hist,

    /// <summary>Over bins that are cut anew for every tree, by the Hessians.</summary>
    Approx,

    /// <summary>Over every value. Slow; takes numbers only.</summary>
    Exact,
}
