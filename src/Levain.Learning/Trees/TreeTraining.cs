namespace Levain.Learning;

/// <summary>A stage that trains trees on the rows of a table, watching others where there are some.</summary>
public abstract record TreeTraining : TableTraining<TreeModel>
{
    private protected TreeTraining()
    {
    }

    /// <summary>Watched while training, never learned from; null to go on to the last round.</summary>
    public Artifact<Table>? Validation { get; init; }

    private protected abstract TreeModel Fit(TrainingSet training, TrainingSet? validation, IProgress<BoostingRound> progress, StageContext context);

    protected override async Task<TreeModel> RunAsync(StageContext context)
    {
        var sets = Validation is null ? await ReadAsync(context, Training).ConfigureAwait(false) : await ReadAsync(context, Training, Validation).ConfigureAwait(false);
        var last = default(BoostingRound);
        var model = Fit(sets[0], sets.Length > 1 ? sets[1] : null, new Rounds(context.Progress, round => last = round), context);
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
