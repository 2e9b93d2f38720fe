namespace Levain.Planning;

/// <summary>What a stage record says of itself: its options as named texts, and its inputs by name.</summary>
public sealed record StageParts(IReadOnlyList<KeyValuePair<string, string>> Options, IReadOnlyList<StageInput> Inputs);

/// <summary>An input as the stage names it, such as <c>Training</c> or <c>Folds[2]</c>.</summary>
public sealed record StageInput(string Name, Origin Origin);
