namespace Levain.Learning;

/// <summary>A stage that trains trees on the rows of a table, watching others where there are some.</summary>
public abstract record TreeTraining : Stage<TreeModel>
{
    private protected TreeTraining()
    {
    }

    public required Artifact<Table> Training { get; init; }

    /// <summary>Watched while training, never learned from; null to go on to the last round.</summary>
    public Artifact<Table>? Validation { get; init; }

    /// <summary>How rows become features; null for columns as they are.</summary>
    public Artifact<FittedFeatures>? Features { get; init; }

    /// <summary>The columns that are features when <see cref="Features"/> is null; none for all but target and weight.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <summary>The column of what is to be predicted.</summary>
    public required string Target { get; init; }

    /// <summary>The column of how much each row counts; null for 1 each.</summary>
    public string? Weight { get; init; }

    private protected abstract TreeModel Fit(TrainingSet training, TrainingSet? validation, IProgress<BoostingRound> progress, StageContext context);

    protected override async Task<TreeModel> RunAsync(StageContext context)
    {
        var features = Features is null ? null : await context.ReadAsync(Features).ConfigureAwait(false);
        var training = await ReadAsync(Training).ConfigureAwait(false);
        var validation = Validation is null ? null : await ReadAsync(Validation).ConfigureAwait(false);
        var last = default(BoostingRound);
        var model = Fit(training, validation, new Rounds(context.Progress, round => last = round), context);
        context.Metric("trees", model.Trees.Length);
        if (last.Best is { } best) context.Metric("validation", best);
        return model;

        async Task<TrainingSet> ReadAsync(Artifact<Table> table) =>
            new StoredTable(await context.PathAsync(table).ConfigureAwait(false), Target, Weight).Encode(ref features, Columns, context.Threads);
    }

    private sealed class Rounds(IProgress<double> progress, Action<BoostingRound> seen) : IProgress<BoostingRound>
    {
        public void Report(BoostingRound value)
        {
            seen(value);
            progress.Report((double)value.Round / value.Rounds);
        }
    }
}
