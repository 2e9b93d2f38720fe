using System.Text.Json;
using System.Xml.Linq;
using Levain.Testing;

namespace Levain.Learning.Tests.Reports;

public sealed class EvaluateForecastTests
{
    private static readonly Lazy<Task<Evaluation>> Made = new(() => Evaluated.Of(new JudgingForecasts())), Sales = new(() => Evaluated.Of(JudgingForecasts.OfSales()));

    public static TheoryData<string, double> ByHand => new()
    {
        { "wape", 10.0 / 60 },
        { "mae", 2.5 },
        { "rmse", Math.Sqrt(6.5) },
        { "bias", 6.0 / 60 },
        { "smape", (2 / 11.0 + 2 / 19.0 + 3 / 31.5) / 3 },
        { "coverage", 0.75 },
        { "width", 6.5 },
        { "pinball q10", 1.1 / 4 },
        { "pinball q90", 2.5 / 4 },
    };

    [Theory]
    [MemberData(nameof(ByHand))]
    public async Task A_metric_is_what_a_hand_would_count(string metric, double value) =>
        Assert.Equal(value, (await MetricsAsync(Made)).GetProperty("metrics").GetProperty(metric).GetProperty("value").GetDouble(), 1e-12);

    [Fact]
    public async Task An_interval_draws_whole_series()
    {
        var wape = (await MetricsAsync(Made)).GetProperty("metrics").GetProperty("wape");

        // Both draws are of the first shop, or both of the second: no draw of rows would end there.
        Assert.Equal(4.0 / 30, wape.GetProperty("low").GetDouble(), 1e-12);
        Assert.Equal(6.0 / 30, wape.GetProperty("high").GetDouble(), 1e-12);
    }

    [Fact]
    public async Task Errors_are_told_for_each_step_behind_the_cut_off()
    {
        var steps = (await MetricsAsync(Made)).GetProperty("steps").EnumerateArray().ToArray();

        Assert.Equal(["1", "2"], steps.Select(step => step.GetProperty("value").GetString()));
        Assert.Equal([5.0 / 40, 5.0 / 20], steps.Select(step => step.GetProperty("metrics").GetProperty("wape").GetProperty("value").GetDouble()));
    }

    [Fact]
    public async Task Slices_have_the_shape_that_those_of_models_have()
    {
        var slices = (await MetricsAsync(Made)).GetProperty("slices").GetProperty("shop").EnumerateArray().ToArray();

        Assert.Equal([("a", 2, 4.0 / 30), ("b", 2, 6.0 / 30)], slices.Select(slice => (slice.GetProperty("value").GetString()!, slice.GetProperty("rows").GetInt32(), slice.GetProperty("metrics").GetProperty("wape").GetProperty("value").GetDouble())));
    }

    [Fact]
    public async Task A_baseline_is_held_against_the_forecasts_on_the_same_series()
    {
        var difference = (await MetricsAsync(Made)).GetProperty("baselines").GetProperty("naive").GetProperty("differences").GetProperty("wape");

        Assert.Equal(-0.1, difference.GetProperty("value").GetDouble(), 1e-12);
        // The first shop gains (4 - 8) / 30 and the second (6 - 8) / 30.
        Assert.Equal(-4.0 / 30, difference.GetProperty("low").GetDouble(), 1e-12);
        Assert.Equal(-2.0 / 30, difference.GetProperty("high").GetDouble(), 1e-12);
        Assert.True(difference.GetProperty("chance").GetDouble() < 0.01);
    }

    [Fact]
    public async Task A_baseline_that_is_the_forecasts_themselves_differs_by_nothing()
    {
        var evaluation = await Evaluated.Of(new JudgingForecasts { Baselines = new Dictionary<string, Artifact<Table>> { ["same"] = new MakeBacktest { Label = "same" } } });

        using var json = JsonDocument.Parse(evaluation.Metrics);
        Assert.All(json.RootElement.GetProperty("baselines").GetProperty("same").GetProperty("differences").EnumerateObject(), difference =>
            Assert.Equal([1, 0, 0, 0], difference.Value.EnumerateObject().Select(number => number.Value.GetDouble())));
        Assert.Contains("They are as good as same by wape.", evaluation.Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Gates_can_hold_metrics_and_differences()
    {
        using var workspace = new TestWorkspace();
        var report = await workspace.BuildAsync(new JudgingForecasts(), TestContext.Current.CancellationToken);

        var metrics = report.Outcomes.Single(outcome => outcome.Stage == nameof(EvaluateForecast)).Metrics.ToDictionary();
        Assert.Equal(10.0 / 60, metrics["wape"], 1e-12);
        Assert.Equal(-0.1, metrics["wape less naive"], 1e-12);
        Assert.DoesNotContain("coverage less naive", metrics.Keys);
    }

    [Fact]
    public async Task The_order_of_rows_changes_neither_metrics_nor_page_nor_card()
    {
        var (made, turned) = (await Made.Value, await Evaluated.Of(new JudgingForecasts { Forecasts = new MakeBacktest { IsTurned = true } }));

        Assert.Equal((made.Metrics, made.Page, made.Card), (turned.Metrics, turned.Page, turned.Card));
    }

    [Fact]
    public async Task Forecasts_without_quantiles_are_judged_by_what_has_a_value_there()
    {
        var evaluation = await Evaluated.Of(new JudgingForecasts { Forecasts = new MakeBacktest { HasQuantiles = false } });

        using var json = JsonDocument.Parse(evaluation.Metrics);
        Assert.Equal(["bias", "mae", "rmse", "smape", "wape"], json.RootElement.GetProperty("metrics").EnumerateObject().Select(metric => metric.Name));
    }

    [Fact]
    public async Task One_series_has_no_interval_and_the_page_says_so()
    {
        var evaluation = await Evaluated.Of(new JudgingForecasts { Forecasts = new MakeBacktest { Rows = 2 } });

        using var json = JsonDocument.Parse(evaluation.Metrics);
        Assert.Equal(["value"], json.RootElement.GetProperty("metrics").GetProperty("wape").EnumerateObject().Select(part => part.Name));
        Assert.Contains("One series has no intervals", evaluation.Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Values_that_are_all_zero_have_no_share_and_say_why()
    {
        var evaluation = await Evaluated.Of(new JudgingForecasts { Forecasts = new MakeBacktest { Wrong = "all zero" }, Baselines = new Dictionary<string, Artifact<Table>>() });

        using var json = JsonDocument.Parse(evaluation.Metrics);
        Assert.Equal(JsonValueKind.Null, json.RootElement.GetProperty("metrics").GetProperty("wape").GetProperty("value").ValueKind);
        Assert.Contains("metric `wape` has no value on these rows", evaluation.Page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_rows_of_the_backtest_are_kept_with_their_steps()
    {
        var rows = (await Made.Value).Predictions;

        Assert.Equal(["cutoff", "date", "shop", "value", "forecast", "q10", "q90", "step"], rows.Schema.Fields.Select(field => field.Name));
        Assert.Equal([1, 2, 1, 2, 3], rows.Ints("step").Values.ToArray());
    }

    [Fact]
    public async Task A_page_is_well_formed_and_has_a_fan_for_the_best_the_middle_and_the_worst()
    {
        var page = XDocument.Parse((await Sales.Value).Page);

        Assert.Equal(["metrics", "baselines", "forecasts", "errors", "series", "slices", "about"], page.Descendants("section").Attributes("id").Select(id => id.Value));
        Assert.Equal(3, page.Descendants("section").Single(section => section.Attribute("id")!.Value == "forecasts").Descendants("figure").Count());
        var ids = page.Descendants().Attributes("id").Select(id => id.Value).ToArray();
        Assert.Equal(ids.Distinct(), ids);
        Assert.Contains("<b>Ely</b>", page.Descendants("th").Select(cell => cell.Value));
    }

    [Fact]
    public async Task A_seasonal_forecaster_beats_the_mean_of_four_weeks_on_a_season_and_the_page_says_so()
    {
        var evaluation = await Sales.Value;

        Assert.Contains("They are better than mean of four weeks by wape: −", evaluation.Page, StringComparison.Ordinal);
        Assert.Contains("They are better than mean of four weeks by wape: −", evaluation.Card, StringComparison.Ordinal);
    }

    public static TheoryData<string, string> Bad => new()
    {
        // What is wrong, and what is said of it.
        { "no backtest", "the backtest is no table of a backtest: its columns are week, date" },
        { "no quantile", "column `quality` of the backtest is no quantile" },
        { "nothing came", "the backtest has no forecast of a date whose value is known" },
        { "twice", "tells 2024-01-14 of series `a` twice from the cut-off 2024-01-07" },
        { "no number", "column `forecast` of the backtest has no number in row 1" },
        { "another history", "baseline `naive` knows 10 of series `a` on 2024-01-14, and the backtest 11" },
        { "other dates", "baseline `naive` tells nothing that the backtest tells too" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task What_cannot_be_judged_is_told_in_a_sentence(string wrong, string said) =>
        AssertTold(said, await Evaluated.ErrorOf(new JudgingForecasts { Forecasts = new MakeBacktest { Wrong = wrong } }));

    [Fact]
    public async Task A_slice_that_is_no_key_is_told_with_the_nearest_one()
    {
        var error = await Evaluated.ErrorOf(new JudgingForecasts { With = evaluation => evaluation with { Slices = ["shops"] } });

        AssertTold("the backtest has no key `shops`", error);
        Assert.Contains("`shop`", error.Hint, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_history_needs_to_be_told_apart_as_the_backtest_was()
    {
        AssertTold("`History` and `Columns` go together", await Evaluated.ErrorOf(new JudgingForecasts { With = evaluation => evaluation with { History = new MakeBacktest { Label = "history" } } }));
        AssertTold("the history has the keys none, and the backtest `shop`", await Evaluated.ErrorOf(new JudgingForecasts { With = evaluation => evaluation with { History = new MakeBacktest { Label = "history" }, Columns = new() { Step = TimeStep.Weeks() } } }));
    }

    private static void AssertTold(string said, BuildException error)
    {
        Assert.Contains(said, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    private static async Task<JsonElement> MetricsAsync(Lazy<Task<Evaluation>> evaluation) => JsonElement.Parse((await evaluation.Value).Metrics);
}
