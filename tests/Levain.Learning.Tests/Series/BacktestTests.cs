using Levain.Building;
using Levain.Scheduling;
using Levain.Testing;

namespace Levain.Learning.Tests.Series;

public sealed class BacktestTests : IDisposable
{
    private static readonly DateOnly first = new(2024, 1, 7);

    private readonly TestWorkspace workspace = new();

    public void Dispose() => workspace.Dispose();

    [Fact]
    public async Task Each_cut_off_is_told_from_what_was_known_then()
    {
        var (table, _) = await JudgeAsync(new());

        // Two cut-offs, two shops, two weeks: the last value of week 7 and of week 8, beside what came.
        Assert.Equal(["cutoff", "date", "shop", "value", "forecast", "q10", "q50", "q90"], table.Schema.Fields.Select(field => field.Name));
        Assert.Equal([Week(7), Week(7), Week(7), Week(7), Week(8), Week(8), Week(8), Week(8)], table.Dates("cutoff").Values.ToArray());
        Assert.Equal([Week(8), Week(9), Week(8), Week(9), Week(9), Week(10), Week(9), Week(10)], table.Dates("date").Values.ToArray());
        Assert.Equal(["a", "a", "b", "b", "a", "a", "b", "b"], Enumerable.Range(0, 8).Select(row => table.Strings("shop")[row]));
        Assert.Equal([64, 81, 640, 810, 81, 100, 810, 1000], table.Doubles("value").Values.ToArray());
        Assert.Equal([49, 49, 490, 490, 64, 64, 640, 640], table.Doubles("forecast").Values.ToArray());
    }

    [Fact]
    public async Task Its_metrics_are_the_errors_as_shares_of_the_values()
    {
        var (_, metrics) = await JudgeAsync(new());

        Assert.Equal(["wape", $"wape {Week(7):yyyy-MM-dd}", $"wape {Week(8):yyyy-MM-dd}"], metrics.Keys.Order(StringComparer.Ordinal));
        Assert.Equal(11.0 * (15 + 32) / (11 * (64 + 81)), metrics[$"wape {Week(7):yyyy-MM-dd}"], 1e-12);
        Assert.Equal(11.0 * (17 + 36) / (11 * (81 + 100)), metrics[$"wape {Week(8):yyyy-MM-dd}"], 1e-12);
        Assert.Equal(100.0 / 326, metrics["wape"], 1e-12);
    }

    [Fact]
    public async Task Weeks_that_are_added_make_no_forecast_anew()
    {
        var judge = new Judge { Newest = Week(8).ToDateTime(TimeOnly.MinValue) };
        await JudgeAsync(judge);
        await JudgeAsync(judge with { Weeks = 12 });

        Assert.Contains("Unchanged Backtest", workspace.Events.Lines);
        foreach (var result in (StageResult[])[StageResult.Built, StageResult.UpToDate])
            Assert.Equal(2, workspace.Events.Lines.Count(line => line.StartsWith($"{result} Backtest/ForecastSeries", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_quantile_may_be_judged_instead_of_the_mean()
    {
        var (table, _) = await JudgeAsync(new() { Level = 0.9 });
        Assert.Equal(table.Doubles("q90").Values.ToArray(), table.Doubles("forecast").Values.ToArray());
    }

    [Theory]
    [InlineData("the forecaster tells no quantile 0.25", 0.25, "date", 14)]
    [InlineData("the cut-offs are of column `shop`, and the dates in `date`", null, "shop", 14)]
    [InlineData("the horizon of 6 days is shorter than a step of 1 week", null, "date", 6)]
    public async Task What_cannot_be_judged_is_refused(string message, double? level, string time, int days)
    {
        var report = await BuildAsync(new() { Level = level, Time = time, Days = days });
        Assert.Equal($"stage `Backtest` failed: {message}", Assert.Single(report.Outcomes, outcome => outcome.Error is not null).Error!.Message);
    }

    [Fact]
    public async Task Series_that_are_too_short_at_a_cut_off_are_left_out_or_refused()
    {
        var (table, _) = await JudgeAsync(new() { Season = 6, Late = 1 });
        // At the first cut-off the second shop has six weeks, and one more is needed.
        Assert.Equal(["a", "a", "a", "a", "b", "b"], Enumerable.Range(0, 6).Select(row => table.Strings("shop")[row]));

        var report = await BuildAsync(new() { Season = 6, Late = 1, TooShort = ShortSeries.Refuse });
        Assert.Contains(report.Outcomes, outcome => outcome.Error is { } error && error.Message.EndsWith("series `b` has 6 values, and a seasonal naive forecast with a season of 6 needs 7", StringComparison.Ordinal));
    }

    private Task<ModelReport> BuildAsync(Judge judge) => workspace.BuildAsync(new Judged(judge), TestContext.Current.CancellationToken);

    private static DateOnly Week(int number) => first.AddDays(7 * (number - 1));

    private async Task<(Table Table, Dictionary<string, double> Metrics)> JudgeAsync(Judge judge)
    {
        var report = await BuildAsync(judge);
        Assert.False(report.Failed, string.Join("; ", report.Outcomes.Select(outcome => outcome.Error?.Message)));
        var outcome = report.Outcomes.Single(outcome => outcome.Stage == nameof(Backtest));
        return (Table.Load(workspace.Workspace.Store.OpenArtifact(outcome.Output!.Value)), outcome.Metrics.ToDictionary());
    }

    /// <summary>What differs between the tests.</summary>
    private sealed record Judge
    {
        public int Weeks { get; init; } = 10;

        public int Season { get; init; } = 1;

        /// <summary>How many weeks the second shop opens later.</summary>
        public int Late { get; init; }

        public double? Level { get; init; }

        public string Time { get; init; } = "date";

        public int Days { get; init; } = 14;

        public DateTime? Newest { get; init; }

        public ShortSeries TooShort { get; init; } = ShortSeries.LeaveOut;
    }

    private sealed class Judged(Judge judge) : Pipeline
    {
        public override IEnumerable<Stage> Compose(BuildProfile profile) =>
        [
            new Backtest
            {
                History = new MakeSales { Weeks = judge.Weeks, Late = judge.Late },
                Columns = new() { Value = "y", Keys = ["shop"], Step = TimeStep.Weeks() },
                Forecaster = new SeasonalNaive { Season = judge.Season },
                CutOffs = new(judge.Time, cutOffs: 2) { Horizon = TimeSpan.FromDays(judge.Days), Step = TimeSpan.FromDays(7), Newest = judge.Newest },
                Level = judge.Level,
                TooShort = judge.TooShort,
            },
        ];
    }

    /// <summary>Two shops, of which one sells the square of the week's number and the other ten times that.</summary>
    public sealed record MakeSales : Stage<Table>
    {
        public required int Weeks { get; init; }

        public required int Late { get; init; }

        protected override Task<Table> RunAsync(StageContext context)
        {
            (string Shop, int Week, int Times)[] rows = [.. Enumerable.Range(1, Weeks).Select(week => ("a", week, 1)), .. Enumerable.Range(1 + Late, Weeks - Late).Select(week => ("b", week, 10))];
            return Task.FromResult(new Table(
            [
                TableColumn.Of("shop", [.. rows.Select(row => row.Shop)]),
                TableColumn.Of<DateOnly>("date", [.. rows.Select(row => Week(row.Week))]),
                TableColumn.Of<int>("y", [.. rows.Select(row => row.Times * row.Week * row.Week)]),
            ]));
        }
    }
}
