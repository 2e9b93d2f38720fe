namespace Levain.Learning;

/// <summary>Tells how each series of a table goes on, as the table of <see cref="Forecast.ToTable"/>.</summary>
public sealed record ForecastSeries : Stage<Table>
{
    public required Artifact<Table> History { get; init; }

    /// <summary>Which columns make series.</summary>
    public required SeriesColumns Columns { get; init; }

    public required Forecaster Forecaster { get; init; }

    /// <summary>How many steps are told.</summary>
    public required int Steps { get; init; }

    /// <summary>What is done with series that have fewer values than the forecaster needs.</summary>
    public ShortSeries TooShort { get; init; }

    protected override async Task<Table> RunAsync(StageContext context)
    {
        var all = TimeSeries.Of(await context.ReadAsync(History).ConfigureAwait(false), Columns);
        var series = TooShort == ShortSeries.LeaveOut ? [.. all.Where(one => one.Count >= Forecaster.Needed)] : all;
        if (series.Count == 0) throw new BuildException(FormattableString.Invariant($"none of {all.Count} series has the {Forecaster.Needed} values that the forecaster needs"), "take a forecaster that needs less");
        if (TooShort == ShortSeries.LeaveOut) context.Metric("series left out", all.Count - series.Count);
        return Forecast.ToTable(Forecaster.Predict(series, Steps, context.Threads), Columns.Keys);
    }
}
