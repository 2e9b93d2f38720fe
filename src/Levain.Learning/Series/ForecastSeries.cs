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

    protected override async Task<Table> RunAsync(StageContext context)
    {
        var series = TimeSeries.Of(await context.ReadAsync(History).ConfigureAwait(false), Columns);
        return Forecast.ToTable(Forecaster.Predict(series, Steps, context.Threads), Columns.Keys);
    }
}
