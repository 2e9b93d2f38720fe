namespace Levain.Tables;

/// <summary>The types that feature stores tell apart.</summary>
public enum FeatureType
{
    /// <summary>A whole number.</summary>
    Integral,

    /// <summary>A number with a fraction.</summary>
    Fractional,

    /// <summary>A text, and whatever is written as one: a date, a moment.</summary>
    String,
}
