namespace Levain.Learning.Tests.Reports;

/// <summary>A pipeline that judges forecasts, made by hand unless it says otherwise.</summary>
internal sealed class JudgingForecasts : Pipeline
{
    public Stage<Table> Forecasts { get; init; } = new MakeBacktest();

    public IReadOnlyDictionary<string, Artifact<Table>> Baselines { get; init; } = new Dictionary<string, Artifact<Table>> { ["naive"] = new MakeBacktest { Above = 4, Label = "naive" } };

    public Func<EvaluateForecast, EvaluateForecast> With { get; init; } = evaluation => evaluation;

    public override IEnumerable<Stage> Compose(BuildProfile profile) => [With(new() { Forecasts = Forecasts, Baselines = Baselines, Slices = ["shop"] })];

    /// <summary>Weekly sales, told by Holt and Winters beside the weeks of a year ago and the mean of the last four.</summary>
    public static JudgingForecasts OfSales(int shops = 6)
    {
        var (sales, columns) = (new MakeSales { Shops = shops }, new SeriesColumns { Keys = ["town", "shop"], Step = TimeStep.Weeks() });
        Backtest Told(Forecaster forecaster, string label) => new()
        {
            History = sales, Columns = columns, Forecaster = forecaster, Label = label,
            CutOffs = new("date", cutOffs: 4) { Horizon = TimeSpan.FromDays(56), Step = TimeSpan.FromDays(28) },
        };
        return new()
        {
            Forecasts = Told(new HoltWinters { Season = 26, Paths = 100, Levels = [0.05, 0.1, 0.5, 0.9, 0.95] }, "judged"),
            Baselines = new Dictionary<string, Artifact<Table>> { ["half a year ago"] = Told(new SeasonalNaive { Season = 26, Paths = 50 }, "naive"), ["mean of four weeks"] = Told(new MeanOfLast { Paths = 50 }, "mean") },
            With = evaluation => evaluation with { History = sales, Columns = columns, Slices = ["town"], Target = "sales", About = new MakeText { Value = "# For whom\n\nFor those who order." }, Draws = 200 },
        };
    }
}
