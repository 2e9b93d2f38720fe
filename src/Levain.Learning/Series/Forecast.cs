using System.Globalization;

namespace Levain.Learning;

/// <summary>How one series goes on: for every step what is expected, and quantiles of what is possible.</summary>
public sealed class Forecast
{
    private readonly double[] mean;
    private readonly double[][] quantiles;

    internal Forecast(TimeSeries history, double[] mean, IReadOnlyList<double> levels, double[][] quantiles)
    {
        (Key, Step, Start) = (history.Key, history.Step, history.DateAt(history.Count));
        Dates = [.. Enumerable.Range(history.Count, mean.Length).Select(history.DateAt)];
        (this.mean, Levels, this.quantiles) = (mean, levels, quantiles);
    }

    /// <summary>The key of the series.</summary>
    public IReadOnlyList<string> Key { get; }

    /// <summary>The first date behind the series.</summary>
    public DateOnly Start { get; }

    public TimeStep Step { get; }

    public int Count => mean.Length;

    /// <summary>The date of each step.</summary>
    public IReadOnlyList<DateOnly> Dates { get; }

    public ReadOnlySpan<double> Mean => mean;

    /// <summary>The levels whose quantiles are told, ascending.</summary>
    public IReadOnlyList<double> Levels { get; }

    /// <summary>For every step, what is not exceeded with a probability of <paramref name="level"/>.</summary>
    public ReadOnlySpan<double> Quantile(double level)
    {
        for (var i = 0; i < quantiles.Length; i++)
            if (Levels[i] == level) return quantiles[i];
        throw new BuildException(FormattableString.Invariant($"the forecast has no quantile {level}"), Levels.Count == 0 ? "name it in the forecaster's `Levels`" : FormattableString.Invariant($"it has {string.Join(", ", Levels.Select(Percent))} percent: name others in the forecaster's `Levels`"));
    }

    /// <summary>Forecasts as rows: the key as text, <c>date</c>, <c>step</c> from 1, <c>mean</c>, and a column such as <c>q10</c> for each quantile.</summary>
    /// <param name="keys">What the parts of the key are called, the columns that series were made by.</param>
    public static Table ToTable(IReadOnlyList<Forecast> forecasts, params IReadOnlyList<string> keys)
    {
        ArgumentNullException.ThrowIfNull(forecasts);
        if (forecasts.Count == 0) throw new BuildException("no forecasts make no table");
        if (forecasts.FirstOrDefault(forecast => forecast.Key.Count != keys.Count) is { } other) throw new BuildException(FormattableString.Invariant($"a forecast has a key of {other.Key.Count} parts, and {keys.Count} names are given for them"));
        var levels = forecasts[0].Levels;
        if (!forecasts.All(forecast => forecast.Levels.SequenceEqual(levels))) throw new BuildException("the forecasts have different quantiles", "make them with the same `Levels`");

        return new(
        [
            .. keys.Select((name, part) => TableColumn.Of(name, [.. forecasts.SelectMany(forecast => Enumerable.Repeat(forecast.Key[part], forecast.Count))])),
            TableColumn.Of<DateOnly>("date", [.. forecasts.SelectMany(forecast => forecast.Dates)]),
            TableColumn.Of<int>("step", [.. forecasts.SelectMany(forecast => Enumerable.Range(1, forecast.Count))]),
            TableColumn.Of<double>("mean", [.. forecasts.SelectMany(forecast => forecast.mean)]),
            .. levels.Select((level, i) => TableColumn.Of<double>(ColumnOf(level), [.. forecasts.SelectMany(forecast => forecast.quantiles[i])])),
        ]);
    }

    /// <summary>What the column of a quantile is called.</summary>
    internal static string ColumnOf(double level) => $"q{Percent(level)}";

    // As a decimal, since 0.07 · 100 is not 7.
    private static string Percent(double level) => ((decimal)level * 100).ToString("0.##########", CultureInfo.InvariantCulture);
}
