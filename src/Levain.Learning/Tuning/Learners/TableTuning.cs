using Levain.Learning.Tuning;

namespace Levain.Learning;

/// <summary>A stage that tunes what learns from the rows of a table, and is judged by those of another.</summary>
public abstract record TableTuning<TModel> : TuningStage<TModel> where TModel : IArtifact<TModel>
{
    private protected TableTuning()
    {
    }

    public required Artifact<Table> Training { get; init; }

    /// <summary>What trials are judged by, and never learn from. What judges the best of them in the end must be other rows still.</summary>
    public required Artifact<Table> Validation { get; init; }

    /// <summary>How rows become features; null for columns as they are.</summary>
    public Artifact<FittedFeatures>? Features { get; init; }

    /// <summary>The columns that are features when <see cref="Features"/> is null; none for all but target and weight.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>The column of what is to be predicted.</summary>
    public required string Target { get; init; }

    /// <summary>The column of how much each row counts; null for 1 each.</summary>
    public string? Weight { get; init; }

    internal TrialTables Tables => new(Training, Validation, Features, Columns, Target, Weight);
}
