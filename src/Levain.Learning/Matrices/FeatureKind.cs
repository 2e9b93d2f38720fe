namespace Levain.Learning;

/// <summary>How a model may read a feature's numbers.</summary>
public enum FeatureKind
{
    /// <summary>An amount: split by a threshold.</summary>
    Number,

    /// <summary>A whole number: split by a threshold.</summary>
    Whole,

    /// <summary>0 or 1.</summary>
    Indicator,

    /// <summary>The code of a category, from 0 on: split by a set of codes.</summary>
    Category,
}
