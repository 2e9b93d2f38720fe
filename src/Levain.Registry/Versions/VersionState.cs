namespace Levain.Registry;

/// <summary>Where a version stands.</summary>
public enum VersionState
{
    /// <summary>It waits for people.</summary>
    Pending,

    /// <summary>It may be deployed.</summary>
    Approved,

    /// <summary>A gate or a person has refused it.</summary>
    Rejected,

    /// <summary>What the registry holds of it cannot be read.</summary>
    Damaged,
}
