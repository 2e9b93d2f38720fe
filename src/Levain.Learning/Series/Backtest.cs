using Levain.Learning.Forecasting;

namespace Levain.Learning;

/// <summary>Forecasts that would have been made at cut-offs of the past, beside what came: a row for each cut-off, series and step within the horizon.</summary>
/// <remarks>
/// The columns are <c>cutoff</c>, <c>date</c>, the keys as text, <c>value</c> (null where nothing is known for the date), <c>forecast</c>, and a column such as <c>q10</c> for each quantile.
/// Its metrics are <c>wape</c>, the size of all errors together as a share of all values together, and the same for each cut-off, such as <c>wape 2020-01-19</c>. Series that begin behind a cut-off are not told from it.
/// Each cut-off is a stage of its own: with <see cref="RollingOrigin.Newest"/>, values that are added later make no forecast anew.
/// </remarks>
/// <example><code>
/// yield return new Backtest
/// {
///     History = sales, Columns = new() { Value = "y", Keys = ["model"], Step = TimeStep.Weeks() }, Forecaster = forecaster,
///     CutOffs = new("date", cutOffs: 8) { Horizon = TimeSpan.FromDays(70), Step = TimeSpan.FromDays(7) },
/// };
/// </code></example>
public sealed record Backtest : Stage<Table>
{
    // Each waits with a file lock in its hand; how many of them run is for the budget to say.
    private const int MostAtOnce = 64;

    public required Artifact<Table> History { get; init; }

    /// <summary>Which columns make series.</summary>
    public required SeriesColumns Columns { get; init; }

    public required Forecaster Forecaster { get; init; }

    /// <summary>From when on is told, and how far. Its column is that of the dates.</summary>
    public required RollingOrigin CutOffs { get; init; }

    /// <summary>The level of the quantile that is judged, such as 0.5 for the median; null for the mean.</summary>
    public double? Level { get; init; }

    /// <summary>What is done with series that have fewer values at a cut-off than the forecaster needs.</summary>
    public ShortSeries TooShort { get; init; } = ShortSeries.LeaveOut;

    protected override async Task<Table> RunAsync(StageContext context)
    {
        if (CutOffs.Time != Columns.Date) throw new BuildException($"the cut-offs are of column `{CutOffs.Time}`, and the dates in `{Columns.Date}`", "name the same column");
        if (Level is { } level && !Forecaster.Levels.Contains(level)) throw new BuildException(FormattableString.Invariant($"the forecaster tells no quantile {level}"), "name it in its `Levels`");
        var rows = await context.ReadAsync(History).ConfigureAwait(false);
        var told = await TellAsync(context, StepsWithin(rows)).ConfigureAwait(false);

        var judged = new JudgedForecasts(TimeSeries.Of(rows, Columns), Columns.Keys, Forecaster.Levels, Level);
        for (var i = 0; i < told.Length; i++) judged.Add((CutOffs with { Number = i + 1 }).CutOff(rows), CutOffs.Horizon, told[i]);
        foreach (var (name, wape) in judged.Wapes()) context.Metric(name, wape);
        return judged.ToTable();
    }

    private async Task<Table[]> TellAsync(StageContext context, int steps)
    {
        var splits = CutOffs.Over(History);
        var told = new Table[splits.Count];
        var done = 0;
        await Parallel.ForAsync(0, told.Length, new ParallelOptions { MaxDegreeOfParallelism = MostAtOnce, CancellationToken = context.Cancellation }, async (i, _) =>
        {
            var stage = new ForecastSeries { History = splits[i].Training, Columns = Columns, Forecaster = Forecaster, Steps = steps, TooShort = TooShort, Label = splits[i].Label };
            told[i] = await context.ReadAsync(await context.BuildAsync(stage).ConfigureAwait(false)).ConfigureAwait(false);
            context.Progress.Report((double)Interlocked.Increment(ref done) / told.Length);
        }).ConfigureAwait(false);
        return told;
    }

    private int StepsWithin(Table rows)
    {
        var from = DateOnly.FromDateTime((CutOffs with { Number = 1 }).CutOff(rows).ToDateTime());
        var steps = Columns.Step.Holding(from, from.AddDays(CutOffs.Horizon.Days));
        return steps >= 1 ? steps : throw new BuildException(FormattableString.Invariant($"the horizon of {CutOffs.Horizon.TotalDays} days is shorter than a step of {Columns.Step}"), "set `Horizon` of the cut-offs to at least a step");
    }
}
