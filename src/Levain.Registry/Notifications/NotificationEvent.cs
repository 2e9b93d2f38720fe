namespace Levain.Registry;

/// <summary>What people are told of.</summary>
public enum NotificationEvent
{
    /// <summary>A gate has refused a version.</summary>
    GateFailed,

    /// <summary>A version waits until people have looked at it.</summary>
    WaitingForApproval,

    /// <summary>A name such as <c>production</c> was given to a version.</summary>
    Promoted,

    /// <summary>A name went back to the version that had it before.</summary>
    RolledBack,

    /// <summary>An approved version is much worse than those before it.</summary>
    MetricsDrifted,

    /// <summary>What is in use has become old, and what should follow it is not approved.</summary>
    ModelOutdated,

    /// <summary>A build has failed.</summary>
    BuildFailed,
}
