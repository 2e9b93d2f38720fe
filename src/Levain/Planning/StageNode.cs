namespace Levain.Planning;

/// <summary>A stage in its graph: the record with all options settled, and where each input comes from.</summary>
public sealed class StageNode
{
    public required int Index { get; init; }

    public required Stage Stage { get; init; }

    public required StageParts Parts { get; init; }

    /// <summary>The stages among the inputs, without repetition, in the order of the inputs.</summary>
    public required IReadOnlyList<StageNode> Needs { get; init; }

    public string Name => Stage.Name;

    public override string ToString() => Name;
}
