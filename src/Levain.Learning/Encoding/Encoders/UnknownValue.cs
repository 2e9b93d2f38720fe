namespace Levain.Learning;

/// <summary>What a value counts as that no training row had.</summary>
public enum UnknownValue
{
    /// <summary>0: none of the indicators is set, the share is nothing.</summary>
    Zero,

    /// <summary>As if there were no value.</summary>
    Missing,

    /// <summary>It is an error.</summary>
    Refuse,
}
