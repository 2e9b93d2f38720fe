using Levain.Numerics;

namespace Levain.Learning.Tests.Plots;

/// <summary>A plot of each kind, with what it must bear.</summary>
internal static class Gallery
{
    private static readonly double[] Wave = [.. Enumerable.Range(0, 200).Select(i => Elementary.Sin(i * 0.7) + Elementary.Sin(i * 1.9) * 0.6)];

    public static LinePlot History => new()
    {
        Title = "Training history: log loss by round",
        Summary = "400 rounds, best at 212",
        X = new("round") { Kind = PlotAxisKind.Whole },
        Y = new("log loss"),
        Lines = [.. new (string, double)[] { ("train", 0.2), ("validation", 0.31), ("another fold", 0.36) }.Select(line => new PlotLine(line.Item1, [.. Enumerable.Range(0, 400).Select(i => new PlotPoint(i, line.Item2 + 0.4 * Elementary.Exp(-i / 60.0) + Wave[i % 200] * 0.003))]))],
    };

    public static LinePlot Forecast => new()
    {
        Title = "Weekly sales <and> \"forecast\" & its interval",
        X = new("week") { Kind = PlotAxisKind.Date },
        Y = new("units sold"),
        Lines =
        [
            new("sold", [.. Enumerable.Range(0, 30).Select(i => PlotPoint.On(Day(i), i is 11 or 13 ? double.NaN : 12_000 + 140 * i + 2_000 * Wave[i]))]),
            new("forecast", [.. Enumerable.Range(30, 10).Select(i => PlotPoint.On(Day(i), 12_000 + 140 * i))])
            {
                Band = new("80 % interval", [.. Enumerable.Range(30, 10).Select(i => PlotRange.On(Day(i), 12_000 + 140 * i - 300 * (i - 24), 12_000 + 140 * i + 300 * (i - 24)))]),
            },
        ],
    };

    public static LinePlot Scaling => new()
    {
        Title = "Seconds by rows",
        X = new("rows") { Kind = PlotAxisKind.Logarithmic },
        Y = new("seconds") { Kind = PlotAxisKind.Logarithmic },
        Lines = [.. Enumerable.Range(0, 7).Select(line => new PlotLine($"depth {line + 2}", [.. Enumerable.Range(3, 5).Select(power => new PlotPoint(Elementary.Pow(10, power), Elementary.Pow(9, power - 3) * 0.02 * (line + 1)))]))],
    };

    public static ScatterPlot Residuals => new()
    {
        Title = "Predicted against measured",
        X = new("measured, EUR"),
        Y = new("predicted, EUR"),
        Groups = [Points("spring", 0, 60), Points("summer", 60, 60), Points("autumn", 120, 60)],
        References = [new("equal", [new(-10_000, -10_000), new(100_000, 100_000)])],
    };

    public static ScatterPlot Cloud => new()
    {
        Title = "Residuals by prediction, 40,000 rows",
        X = new("prediction"),
        Y = new("residual"),
        Groups = [new("rows", [.. Enumerable.Range(0, 40_000).Select(i => new PlotPoint(Wave[i % 199] + Wave[i * 7 % 197] * 0.3, Wave[i * 11 % 193] * Wave[i * 3 % 191] + Wave[i % 181] * 0.2))])],
    };

    public static BarPlot Importance => new()
    {
        Title = "Importance by permutation",
        Summary = "how much the log loss rises when a feature is shuffled, with 95 % intervals",
        Value = new("rise of log loss"),
        Most = 9,
        Bars = [.. new (string, double)[] { ("distance", 0.0831), ("angle", 0.0412), ("minute", 0.0093), ("is_penalty", 0.0089), ("a feature with a name that is much too long for the room beside its bar", 0.0051), ("body_part=\"head\" & <other>", 0.0012), ("team 東京", 0.0), ("noise", -0.0007), ("broken", double.NaN), ("not shown", -1) }
            .Select(bar => new PlotBar(bar.Item1, bar.Item2) { Interval = double.IsNaN(bar.Item2) ? null : (bar.Item2 * 0.8 - 0.001, bar.Item2 * 1.2 + 0.001) })],
    };

    public static HistogramPlot Histogram => HistogramPlot.Of("Residuals", "residual, EUR", [.. Enumerable.Range(0, 4000).Select(i => 40 * (Wave[i % 199] + Wave[i * 7 % 197] + Wave[i * 13 % 193])), double.NaN, double.PositiveInfinity]);

    public static HeatMap Confusion => HeatMap.Confusion("Confusion of the test split", ["apple", "pear", "quince", "medlar"], [[812, 41, 3, 0], [58, 590, 22, 1], [2, 30, 61, 4], [0, 1, 5, 9]]);

    public static HeatMap Correlation => new()
    {
        Title = "Correlation of features",
        RowLabel = "feature",
        ColumnLabel = "feature",
        Rows = [.. Enumerable.Range(0, 14).Select(i => $"feature_number_{i}")],
        Columns = [.. Enumerable.Range(0, 14).Select(i => $"feature_number_{i}")],
        Values = [.. Enumerable.Range(0, 14).Select(i => (IReadOnlyList<double>)[.. Enumerable.Range(0, 14).Select(j => i == j ? 1 : i + j == 9 ? double.NaN : Math.Round(Wave[Math.Min(i, j) * 13 + Math.Max(i, j)] / 1.7, 2))])],
    };

    public static LinePlot Roc
    {
        get
        {
            var (predictions, labels) = Rows(3000);
            return ClassifierPlots.Roc("ROC curve", ClassifierPlots.RocLine("trees", predictions, labels), ClassifierPlots.RocLine("trees, rounded", [.. predictions.Select(value => MathF.Round(value * 4) / 4)], labels));
        }
    }

    public static LinePlot Precision
    {
        get
        {
            var (predictions, labels) = Rows(3000);
            return ClassifierPlots.Precision("Precision by recall", ClassifierPlots.PrecisionLine("trees", predictions, labels));
        }
    }

    public static LinePlot Calibration
    {
        get
        {
            var (predictions, labels) = Rows(3000);
            return ClassifierPlots.Calibration("Calibration", ClassifierPlots.CalibrationLine("trees", predictions, labels));
        }
    }

    public static ParallelPlot Study => Trials(60);

    public static ParallelPlot LongStudy => Trials(5000) with { Title = "5,000 trials", HigherIsBetter = null, Width = 980 };

    public static BeeswarmPlot Shap => new()
    {
        Title = "What moves the prediction",
        Summary = "SHAP values of 3,000 rows of the test split",
        X = new("SHAP value (log odds)"),
        Swarms = [Swarm("distance", 1.2, 3), Swarm("is_penalty", 0.7, 31), Swarm("angle", 0.6, 13), Swarm("minute <&> \u202egnol\u202c", 0.2, 17), new("constant", new double[3000])],
    };

    public static FanPlot Fan => new()
    {
        Title = "Forecast of weekly sales",
        X = new("week") { Kind = PlotAxisKind.Date },
        Y = new("units sold"),
        Actual = new("sold", [.. Enumerable.Range(0, 60).Select(i => PlotPoint.On(Day(i), Sold(i) + 900 * Wave[i]))]),
        Forecast = new("forecast", [.. Enumerable.Range(52, 12).Select(i => PlotPoint.On(Day(i), Sold(i)))]),
        Bands = [.. new (string, double)[] { ("95 % interval", 260), ("80 % interval", 170), ("50 % interval", 90) }.Select(band => new PlotBand(band.Item1, [.. Enumerable.Range(52, 12).Select(i => PlotRange.On(Day(i), Sold(i) - band.Item2 * (i - 44), Sold(i) + band.Item2 * (i - 44)))]))],
        Cutoff = Day(51).DayNumber,
    };

    public static DistributionPlot Distribution => DistributionPlot.Of("Predictions by class", "predicted probability",
    [
        ("negative", [.. Enumerable.Range(0, 4000).Select(i => Elementary.Sigmoid(Wave[i % 199] + Wave[i * 7 % 197] - 1.2))]),
        ("positive", [.. Enumerable.Range(0, 300).Select(i => Elementary.Sigmoid(Wave[i % 193] + Wave[i * 7 % 191] + 1)), double.NaN]),
    ]);

    public static GroupedBarPlot Slices => new()
    {
        Title = "AUC by competition and model",
        Value = new("AUC") { From = 0, To = 1 },
        Groups = ["World Cup", "Premier League", "a league whose name is much too long for its room", "<none>"],
        Series =
        [
            new("trees", [0.81, 0.79, 0.77, 0.52]) { Intervals = [(0.78, 0.84), (0.77, 0.81), (0.71, 0.83), null] },
            new("logistic", [0.78, 0.775, 0.74, double.NaN]) { Intervals = [(0.75, 0.81), (0.75, 0.8), (0.68, 0.8), null] },
            new("always the mean", [0.5, 0.5, 0.5, 0.5]),
        ],
    };

    public static GroupedBarPlot Splits => new()
    {
        Title = "Rows by split",
        Value = new("rows"),
        Groups = ["training", "validation", "test"],
        Series = [new("goal", [2100, 310, 290]), new("saved", [9800, 1200, 1350]), new("off target", [7900, 1000, 1010]), new("correction", [-700, 0, -50])],
        IsStacked = true,
    };

    public static BoxPlot Errors => new()
    {
        Title = "Residuals by season",
        X = new("residual, EUR"),
        Boxes = [.. Enumerable.Range(1, 5).Select(season => PlotBox.Of($"season {season}", [.. Enumerable.Range(0, 400).Select(i => season * 5 + Wave[i * season % 199] * (12 + season) * (i % 37 == 3 ? 4 : 1))])), PlotBox.Of("nothing yet", []), PlotBox.Of("one match", [17])],
    };

    public static ScatterPlot Trend
    {
        get
        {
            PlotPoint[] points = [.. Enumerable.Range(0, 900).Select(i => new PlotPoint(i / 30.0 - 3, Elementary.Sin(i / 150.0) * 3 + i * 0.004 + Wave[i * 7 % 199]))];
            return new() { Title = "SHAP value by feature", X = new("distance, m"), Y = new("SHAP value"), Groups = [new("rows", points)], Trends = [PlotTrend.Straight("straight", points), PlotTrend.Medians("medians", points)], References = [new("none", [new(-1000, 0), new(1000, 0)])] };
        }
    }

    public static LinePlot Empty => new() { Title = "Nothing yet", X = new("round"), Y = new("loss"), Lines = [new("train", [])] };

    /// <summary>Predictions, and labels that are 1 somewhat more often where these are high.</summary>
    public static (float[] Predictions, float[] Labels) Rows(int count)
    {
        float[] predictions = [.. Enumerable.Range(0, count).Select(i => (float)Elementary.Sigmoid(1.6 * Wave[i % 199] + Wave[i * 7 % 197]))];
        return (predictions, [.. predictions.Select((prediction, i) => i * 37 % 101 / 101.0 < prediction * 0.8 + 0.05 ? 1f : 0f)]);
    }

    private static ParallelPlot Trials(int count)
    {
        double[] Drawn(int by) => [.. Enumerable.Range(0, count).Select(i => (Wave[i * by % 197] + Wave[i * 7 % (190 - by)]) / 4 + 0.5)];
        var (rate, depth, ratio) = (Drawn(3), Drawn(11), Drawn(17));
        var loss = new PlotColumn(new("log loss"), [.. Enumerable.Range(0, count).Select(i => i == 7 ? double.NaN : 0.3 + (rate[i] - 0.6) * (rate[i] - 0.6) + 0.1 * ratio[i])]);
        return new()
        {
            Title = "Trials of the study",
            Columns =
            [
                new(new("learning_rate") { Kind = PlotAxisKind.Logarithmic }, [.. rate.Select(part => Elementary.Pow(10, 3 * part - 3.5))]),
                new(new("max_depth") { Kind = PlotAxisKind.Whole }, [.. depth.Select(part => Math.Floor(2 + 10 * part))]),
                PlotColumn.Named("booster", [.. depth.Select(part => part > 0.6 ? "dart" : part < 0.1 ? null : part > 0.4 ? "trees & <more>" : "linear")]),
                new(new("a parameter with a very long name"), [.. ratio.Select((part, i) => i % 9 == 4 ? double.NaN : part)]),
                loss,
            ],
            Colour = loss,
            HigherIsBetter = false,
        };
    }

    private static double Sold(int week) => 12_000 + 60 * week + 1_500 * Elementary.Sin(week * 0.24);

    private static DateOnly Day(int week) => new DateOnly(2025, 3, 3).AddDays(7 * week);

    private static PlotSwarm Swarm(string name, double size, int by) => new(name,
        [.. Enumerable.Range(0, 3000).Select(i => size * (by == 31 ? (i % 3 == 0 ? 1 : -0.5) + 0.1 * Wave[i % 199] : Wave[i * by % 199] * (1 + 0.3 * Wave[i * 7 % 191]) * Wave[i * 5 % 193]))])
    {
        Feature = [.. Enumerable.Range(0, 3000).Select(i => by == 31 ? i % 3 == 0 ? 1 : 0 : i % 50 == 9 ? double.NaN : Wave[i * by % 199] + 0.4 * Wave[i % 187])],
    };

    private static PlotPoints Points(string name, int from, int count) =>
        new(name, [.. Enumerable.Range(from, count).Select(i => new PlotPoint(20_000 + 900 * (i % 60) + 4_000 * Wave[i], 20_500 + 870 * (i % 60) + 5_000 * Wave[199 - i]))]);
}
