using Levain.Testing;

namespace Levain.Learning.Tests.Series;

public sealed class ForecastSeriesTests : IDisposable
{
    private readonly TestWorkspace workspace = new();

    public void Dispose() => workspace.Dispose();

    [Fact]
    public async Task A_table_of_sales_becomes_a_table_of_forecasts()
    {
        var table = await ForecastAsync(new MeanOfLast());

        Assert.Equal(["model", "date", "step", "mean", "q10", "q50", "q90"], table.Schema.Fields.Select(field => field.Name));
        Assert.Equal(["1", "1", "2", "2"], Enumerable.Range(0, 4).Select(row => table.Strings("model")[row]));
        Assert.Equal([4.25, 4.25, 104.25, 104.25], table.Doubles("mean").Values.ToArray());
        Assert.Equal([IsoWeek.FromId(202014).SundayBefore, IsoWeek.FromId(202015).SundayBefore], table.Dates("date").Values[..2].ToArray());
    }

    [Fact]
    public async Task Another_kind_of_forecaster_or_step_is_another_result()
    {
        // The same options each time: only the kind tells them apart.
        var table = await ForecastAsync(new MeanOfLast { Count = 3 });
        Assert.NotEqual(table.Doubles("mean").Values.ToArray(), (await ForecastAsync(new SeasonalNaive { Season = 3 })).Doubles("mean").Values.ToArray());
        Assert.NotEqual(table.Doubles("q10").Values.ToArray(), (await ForecastAsync(new MedianOfLast { Count = 3 })).Doubles("q10").Values.ToArray());
        Assert.NotEqual(table.Dates("date").Values.ToArray(), (await ForecastAsync(new MeanOfLast { Count = 3 }, TimeStep.Days(), Gaps.Zero)).Dates("date").Values.ToArray());
    }

    [Fact]
    public async Task A_series_that_is_too_short_stops_the_stage_with_its_name()
    {
        var report = await workspace.BuildAsync(new Sales(new HoltWinters { Season = 52 }, TimeStep.Weeks(), Gaps.Refuse), TestContext.Current.CancellationToken);

        Assert.Equal("stage `ForecastSeries` failed: series `1` has 13 values, and Holt-Winters with a season of 52 needs 105", Assert.Single(report.Outcomes, outcome => outcome.Error is not null).Error!.Message);
    }

    private async Task<Table> ForecastAsync(Forecaster forecaster, TimeStep? step = null, Gaps gaps = Gaps.Refuse)
    {
        var report = await workspace.BuildAsync(new Sales(forecaster, step ?? TimeStep.Weeks(), gaps), TestContext.Current.CancellationToken);
        Assert.False(report.Failed, string.Join("; ", report.Outcomes.Select(outcome => outcome.Error?.Message)));
        return Table.Load(workspace.Workspace.Store.OpenArtifact(report.Outcomes.Single(outcome => outcome.Stage == nameof(ForecastSeries)).Output!.Value));
    }

    private sealed class Sales(Forecaster forecaster, TimeStep step, Gaps gaps) : Pipeline
    {
        public override IEnumerable<Stage> Compose(BuildProfile profile) =>
        [
            new ForecastSeries { History = new MakeSales(), Columns = new() { Value = "y", Keys = ["model"], Step = step, Gaps = gaps }, Forecaster = forecaster, Steps = 2 },
        ];
    }

    /// <summary>Two models in the first 13 weeks of 2020; the values jump up and down.</summary>
    public sealed record MakeSales : Stage<Table>
    {
        protected override Task<Table> RunAsync(StageContext context) => Task.FromResult(new Table(
        [
            TableColumn.Of<int>("model", [.. Enumerable.Range(0, 26).Select(row => 1 + row / 13)]),
            TableColumn.Of<DateOnly>("date", [.. Enumerable.Range(0, 26).Select(row => IsoWeek.FromId(202001).Plus(row % 13).SundayBefore)]),
            TableColumn.Of<int>("y", [.. Enumerable.Range(0, 26).Select(row => row / 13 * 100 + (row % 13) * (row % 13) % 13)]),
        ]));
    }
}
