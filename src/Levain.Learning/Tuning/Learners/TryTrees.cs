namespace Levain.Learning.Tuning;

/// <summary>One training of boosted trees with some options; each round is a step.</summary>
internal sealed record TryTrees : TrialStage<TreeModel>
{
    public required TrialTables Tables { get; init; }

    public required BoostingOptions Options { get; init; }

    public required PruningBounds Bounds { get; init; }

    protected override async Task<Trial<TreeModel>> TryAsync(StageContext context)
    {
        var (training, validation) = await Tables.ReadAsync(context).ConfigureAwait(false);
        var curve = new TrialCurve(Bounds);
        var model = Boosting.Fit(training, validation, Options, new Rounds(context.Progress), context.Threads, round => curve.Add(round.Validation!.Value), context.Cancellation);
        if (curve.IsPruned) return Trial.Pruned<TreeModel>(curve);
        // With patience the rounds after the best are dropped from the model; without, all are in it.
        return Trial.Complete(model, Options.Patience > 0 ? curve.Best : curve.Values[^1], curve);
    }

    private sealed class Rounds(IProgress<double> progress) : IProgress<BoostingRound>
    {
        public void Report(BoostingRound value) => progress.Report((double)value.Round / value.Rounds);
    }
}
