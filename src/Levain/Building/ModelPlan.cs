using Levain.Locks;
using Levain.Planning;

namespace Levain.Building;

/// <summary>What a build of one model would do.</summary>
public sealed record ModelPlan(ModelProject Project, BuildProfile Profile, Plan Plan)
{
    /// <summary>What the lock says of each stage, by its name.</summary>
    public required IReadOnlyDictionary<string, LockedStage> Locked { get; init; }

    public bool IsUpToDate => Plan.IsUpToDate;
}
