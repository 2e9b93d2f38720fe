namespace Levain.Learning;

/// <summary>How a season changes the level of a series.</summary>
public enum SeasonKind
{
    /// <summary>By an amount.</summary>
    Additive,

    /// <summary>By a factor; for series whose values are all above 0.</summary>
    Multiplicative,
}
