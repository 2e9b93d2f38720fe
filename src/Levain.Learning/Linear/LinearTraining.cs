namespace Levain.Learning;

/// <summary>A stage that fits a linear model to the rows of a table.</summary>
public abstract record LinearTraining : Stage<LinearModel>
{
    private protected LinearTraining()
    {
    }

    public required Artifact<Table> Training { get; init; }

    /// <summary>How rows become features; null for columns as they are.</summary>
    public Artifact<FittedFeatures>? Features { get; init; }

    /// <summary>The columns that are features when <see cref="Features"/> is null; none for all but target and weight.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>The column of what is to be predicted.</summary>
    public required string Target { get; init; }

    /// <summary>The column of how much each row counts; null for 1 each.</summary>
    public string? Weight { get; init; }

    private protected abstract LinearModel Fit(TrainingSet training, StageContext context);

    protected override async Task<LinearModel> RunAsync(StageContext context)
    {
        var features = Features is null ? null : await context.ReadAsync(Features).ConfigureAwait(false);
        var file = await context.PathAsync(Training).ConfigureAwait(false);
        return Fit(new StoredTable(file, Target, Weight).Encode(ref features, Columns, context.Threads), context);
    }
}
