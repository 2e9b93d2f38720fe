using System.Globalization;

namespace Levain.Learning.Reports;

/// <summary>How far forecasts are from what came, as a sum over rows divided by another: sums of series add up to those of all.</summary>
/// <param name="Words">What people call it who do not know its name.</param>
/// <param name="OfRow">What a row adds to the one and to the other.</param>
internal sealed record ForecastMeasure(string Name, string Words, Func<ForecastTable, int, (double Error, double Part)> OfRow)
{
    /// <summary>Whether the value is the root of the quotient.</summary>
    public bool IsRoot { get; init; }

    /// <summary>What is best where neither less nor more is; null where less is better.</summary>
    public double? Best { get; init; }

    /// <summary>What the page says is better.</summary>
    public string Better => Best is { } best ? Name == "width" ? "" : $"near {HtmlNumber.Of(best)}" : "lower";

    /// <summary>Null where there is nothing to divide by.</summary>
    public double? Of(double error, double part) => part > 0 && (IsRoot ? Math.Sqrt(error / part) : error / part) is var value && double.IsFinite(value) ? value : null;

    /// <summary>What forecasts with quantiles of some levels are measured by.</summary>
    public static ForecastMeasure[] Of(IReadOnlyList<double> levels) =>
    [
        new("wape", "errors as a share of the sum", (table, row) => (Math.Abs(Error(table, row)), Math.Abs(Came(table, row)))),
        new("mae", "mean size of the errors", (table, row) => (Math.Abs(Error(table, row)), 1)),
        new("rmse", "root of the mean square of the errors", (table, row) => (Error(table, row) * Error(table, row), 1)) { IsRoot = true },
        new("bias", "forecasts above what came, as a share of the sum", (table, row) => (Error(table, row), Math.Abs(Came(table, row)))) { Best = 0 },
        new("smape", "symmetric share of the errors", Symmetric),
        .. levels.Count >= 2 ? Band(levels) : [],
        .. levels.Select((level, i) => new ForecastMeasure($"pinball {Forecast.ColumnOf(level)}", $"pinball loss of the {Percent(level)} % quantile", (table, row) => (Pinball(level, Came(table, row) - table.Quantiles[i][row]), 1))),
    ];

    /// <summary>How many percent, without the noise of binary numbers.</summary>
    public static string Percent(double share) => decimal.Round((decimal)share * 100, 8).ToString("0.########", CultureInfo.InvariantCulture);

    private static ForecastMeasure[] Band(IReadOnlyList<double> levels)
    {
        var (last, inside) = (levels.Count - 1, (double)((decimal)levels[^1] - (decimal)levels[0]));
        var band = $"the {Percent(inside)} % band";
        return
        [
            new("coverage", $"share of what came that lies in {band}", (table, row) => (Came(table, row) >= table.Quantiles[0][row] && Came(table, row) <= table.Quantiles[last][row] ? 1 : 0, 1)) { Best = inside },
            new("width", $"mean width of {band}", (table, row) => (table.Quantiles[last][row] - table.Quantiles[0][row], 1)) { Best = 0 },
        ];
    }

    private static double Came(ForecastTable table, int row) => table.Values[row]!.Value;

    private static double Error(ForecastTable table, int row) => table.Forecasts[row] - Came(table, row);

    private static double Pinball(double level, double missing) => missing >= 0 ? level * missing : (level - 1) * missing;

    // As `Metric.Smape`: rows of nothing or less are not measured.
    private static (double Error, double Part) Symmetric(ForecastTable table, int row)
    {
        var (came, told) = (Came(table, row), table.Forecasts[row]);
        return came > 0 ? (Math.Abs(told - came) / ((came + Math.Abs(told)) / 2), 1) : (0, 0);
    }
}
