using Levain.Actions;
using Levain.Planning;

namespace Levain.Scheduling;

/// <summary>One stage about to run: who it is, what it reads, and for whom.</summary>
internal sealed record StageRun
{
    public required string Model { get; init; }

    public required string Name { get; init; }

    public required Stage Stage { get; init; }

    /// <summary>See <see cref="StageParts.OptionTypes"/>.</summary>
    public required IReadOnlyList<Type> OptionTypes { get; init; }

    public required ActionKey Key { get; init; }

    public required Decision Decision { get; init; }

    public required IReadOnlyDictionary<Origin, Content> Inputs { get; init; }

    /// <summary>Lower runs first.</summary>
    public required int Rank { get; init; }

    /// <summary>The stage that asked for this one while it ran; null for a stage of the pipeline.</summary>
    public StageRun? Parent { get; init; }

    /// <summary>Runs even if the action cache knows the result: its bytes are lost.</summary>
    public bool Again { get; init; }

    /// <summary>Called when there is room to run at last: throws when the stage is no longer wanted.</summary>
    public Action Admit { get; init; } = static () => { };

    /// <summary>Called when the run failed, before its room is given to the next one.</summary>
    public Action Failed { get; init; } = static () => { };
}
