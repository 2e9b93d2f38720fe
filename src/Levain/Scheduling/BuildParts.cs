using Levain.Actions;
using Levain.Planning;
using Levain.Remotes;
using Levain.Store;

namespace Levain.Scheduling;

/// <summary>What every build in this process shares.</summary>
internal sealed record BuildParts
{
    public required IContentStore Store { get; init; }

    public required ActionCache Actions { get; init; }

    public required Planner Planner { get; init; }

    public required IStageCodes Codes { get; init; }

    public required IInputs Inputs { get; init; }

    public required IEngine Engine { get; init; }

    public required JobBudget Budget { get; init; }

    public required IBuildEvents Events { get; init; }

    public required TimeProvider Clock { get; init; }

    /// <summary>Where runs get their scratch folders.</summary>
    public required ScratchFolders Scratch { get; init; }

    /// <summary>Where the process locks of actions are.</summary>
    public required string LockFolder { get; init; }

    /// <summary>The listings of trees whose parts are inputs.</summary>
    public required TreeParts Trees { get; init; }

    /// <summary>Remotes and mirrors; null when there are none.</summary>
    public IElsewhere? Elsewhere { get; init; }

    public StageReader Reader { get; init; } = new();
}
