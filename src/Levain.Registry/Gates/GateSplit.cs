namespace Levain.Registry;

/// <summary>By which rows a gate judges.</summary>
public enum GateSplit
{
    /// <summary>Those that nobody has chosen by.</summary>
    Test,

    /// <summary>Those that were watched while learning.</summary>
    Validation,

    /// <summary>Those that were learned from: for a gate that watches how far the others are away.</summary>
    Training,
}
