using Levain.Actions;

namespace Levain.Planning;

/// <summary>What is to be done about a stage, and why. The reason is written where the decision falls; everyone else only prints it.</summary>
public sealed record Decision(StageState State, string Reason)
{
    /// <summary>Null while an input is unknown.</summary>
    public ActionKey? Key { get; init; }

    /// <summary>Null while the stage has to run first.</summary>
    public Content? Output { get; init; }

    /// <summary>The record of the action with this key, when there is one here.</summary>
    public ActionRecord? Record { get; init; }

    /// <summary>The record of the run before, when it is known: what <see cref="Differences"/> compares with.</summary>
    public ActionRecord? Previous { get; init; }

    public IReadOnlyList<KeyDifference> Differences { get; init; } = [];

    public bool IsDone => State is StageState.Fresh or StageState.Cached;
}
