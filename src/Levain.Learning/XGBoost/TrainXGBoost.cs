namespace Levain.Learning;

/// <summary>Trains boosted trees by XGBoost's library, whose digest is part of the key, and the platform with it.</summary>
public sealed record TrainXGBoost : Stage<TreeModel>
{
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

    public required XGBoostOptions Options { get; init; }

    protected override async Task<TreeModel> RunAsync(StageContext context)
    {
        var training = new LabelledTable(await context.ReadAsync(Training).ConfigureAwait(false), Target, Weight);
        var features = Features is null ? training.Plain(Columns, context.Threads) : await context.ReadAsync(Features).ConfigureAwait(false);
        var validation = Validation is null ? null : new LabelledTable(await context.ReadAsync(Validation).ConfigureAwait(false), Target, Weight).Encode(features, context.Threads);
        var last = default(BoostingRound);
        var model = XGBoost.Fit(training.Encode(features, context.Threads), validation, Options, new Rounds(context.Progress, round => last = round), context.Cancellation);
        context.Metric("trees", model.Trees.Length);
        if (last.Best is { } best) context.Metric("validation", best);
        return model;
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
