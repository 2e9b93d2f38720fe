namespace Levain.Planning;

/// <summary>What a stage record says of itself: its options as named texts, and its inputs by name.</summary>
public sealed record StageParts(IReadOnlyList<KeyValuePair<string, string>> Options, IReadOnlyList<StageInput> Inputs)
{
    /// <summary>The types of the objects in its options that come from other assemblies than the stage: no declaration tells that they are reached.</summary>
    public IReadOnlyList<Type> OptionTypes { get; init; } = [];
}

/// <summary>An input as the stage names it, such as <c>Training</c> or <c>Folds[2]</c>.</summary>
public sealed record StageInput(string Name, Origin Origin);
