namespace Levain.Learning;

/// <summary>A study as pages show it: its table, and what the table cannot say.</summary>
/// <remarks>A tuning stage has one of itself: <see cref="TuningStage{TModel}.Tuning"/>.</remarks>
public sealed record TuningStudy
{
    /// <summary>The table <see cref="TuningStage{TModel}.Study"/>.</summary>
    public required Artifact<Table> Study { get; init; }

    /// <summary>The space that the study was made with.</summary>
    public required SearchSpace Space { get; init; }

    /// <summary>Whether the best score is the highest.</summary>
    public required bool HigherIsBetter { get; init; }
}
