using Levain.Learning.Reports;

namespace Levain.Learning;

/// <summary>Judges forecasts of the past by what came: their metrics with intervals over series, beside those of other forecasters, a page, a card, and the rows.</summary>
/// <remarks>
/// Every metric is reported as a number of the stage, and for each baseline the difference of each metric, such as <c>wape less naive</c>: below 0 where the baseline misses by more. Gates can hold all of them.
/// What the stage makes is a folder; each file of it is an artifact of its own.
/// </remarks>
/// <example><code>
/// var judged = new Backtest { History = sales, Columns = columns, Forecaster = new AdditiveForecaster(), CutOffs = cutOffs };
/// var naive = new Backtest { History = sales, Columns = columns, Forecaster = new SeasonalNaive { Season = 52 }, CutOffs = cutOffs };
/// yield return new EvaluateForecast { Forecasts = judged, Baselines = new Dictionary&lt;string, Artifact&lt;Table&gt;&gt; { ["naive"] = naive }, Slices = ["category"] };
/// </code></example>
public sealed record EvaluateForecast : Stage<Evaluation>
{
    /// <summary>The table of a <see cref="Backtest"/>.</summary>
    public required Artifact<Table> Forecasts { get; init; }

    /// <summary>The same from other forecasters, such as naive ones: what is compared are the dates and cut-offs that both tell.</summary>
    public IReadOnlyDictionary<string, Artifact<Table>> Baselines { get; init; } = new Dictionary<string, Artifact<Table>>();

    /// <summary>What the series were before, for the pictures; null shows what came behind the first cut-off only.</summary>
    public Artifact<Table>? History { get; init; }

    /// <summary>Which columns of <see cref="History"/> make series: those of the backtest.</summary>
    public SeriesColumns? Columns { get; init; }

    /// <summary>Keys by whose values the forecasts are measured apart.</summary>
    public IReadOnlyList<string> Slices { get; init; } = [];

    /// <summary>What is forecast, as people call it.</summary>
    public string Target { get; init; } = "value";

    /// <summary>What people should know of the forecasts, in Markdown.</summary>
    public Artifact<Text>? About { get; init; }

    /// <summary>What the page is called; null for the name of the target.</summary>
    public string? Title { get; init; }

    /// <summary>Which draws make the intervals.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>How many draws of the series make an interval; null for 1000, and fewer where there are very many series.</summary>
    public int? Draws { get; init => field = value is null or >= 1 and <= 100_000 ? value : throw new BuildException($"an interval cannot be made of {value} draws", "1000 is usual"); }

    /// <summary>The page: one HTML file with everything in it.</summary>
    public Artifact<Text> Page => Whole.Part<Text>(Evaluation.PageFile);

    /// <summary>The card, in Markdown.</summary>
    public Artifact<Text> Card => Whole.Part<Text>(Evaluation.CardFile);

    /// <summary>The metrics, as JSON.</summary>
    public Artifact<Text> Metrics => Whole.Part<Text>(Evaluation.MetricsFile);

    /// <summary>The rows of the backtest, each with its step behind the cut-off.</summary>
    public Artifact<Table> Predictions => Whole.Part<Table>(Evaluation.PredictionsFile);

    private Artifact<Evaluation> Whole => this;

    protected override async Task<Evaluation> RunAsync(StageContext context)
    {
        if (History is null != Columns is null) throw new BuildException("`History` and `Columns` go together", "set both, or neither");
        var table = ForecastTable.Of("backtest", await context.ReadAsync(Forecasts).ConfigureAwait(false));
        foreach (var slice in Slices)
            if (!table.Keys.Contains(slice)) throw new BuildException($"the backtest has no key `{slice}`", NearestName.Hint(slice, [.. table.Keys]));
        if (Columns is not null && !Columns.Keys.SequenceEqual(table.Keys)) throw new BuildException($"the history has the keys {Named(Columns.Keys)}, and the backtest {Named(table.Keys)}", "give the `Columns` of the backtest");
        var others = new List<(string Name, ForecastTable Table)>();
        foreach (var (name, forecasts) in Baselines.OrderBy(baseline => baseline.Key, StringComparer.Ordinal))
            others.Add((name, ForecastTable.Of($"baseline `{name}`", await context.ReadAsync(forecasts).ConfigureAwait(false))));

        var judgement = new ForecastJudging(table, Seed, Draws).Of(others, Slices) with
        {
            Title = Title ?? $"Forecast of {Target}",
            Target = Target,
            About = About is null ? null : (await context.ReadAsync(About).ConfigureAwait(false)).Value,
            Past = History is null ? [] : TimeSeries.Of(await context.ReadAsync(History).ConfigureAwait(false), Columns!),
        };
        foreach (var (name, value) in judgement.Numbers()) context.Metric(name, value);
        return new(ForecastJson.Of(judgement), ForecastPage.Of(judgement), ForecastCard.Of(judgement), table.WithSteps());
    }

    private static string Named(IReadOnlyList<string> keys) => keys.Count == 0 ? "none" : string.Join(", ", keys.Select(key => $"`{key}`"));
}
