using Levain.Numerics;

namespace Levain.Learning.Forecasting;

/// <summary>Forecasts from several cut-offs beside what came.</summary>
internal sealed class JudgedForecasts(IReadOnlyList<TimeSeries> truths, IReadOnlyList<string> keys, IReadOnlyList<double> levels, double? level)
{
    private readonly Dictionary<string, TimeSeries> truths = truths.ToDictionary(truth => Joined(truth.Key), StringComparer.Ordinal);
    private readonly List<DateOnly> cutOffs = [], dates = [];
    private readonly List<string>[] parts = [.. keys.Select(_ => new List<string>())];
    private readonly List<double?> values = [];
    private readonly List<double> forecasts = [];
    private readonly List<double>[] quantiles = [.. levels.Select(_ => new List<double>())];

    /// <summary>Takes what a cut-off's table tells of the days within its horizon.</summary>
    public void Add(Timestamp cutOff, TimeSpan horizon, Table told)
    {
        var moment = cutOff.ToDateTime();
        var (from, to) = (DateOnly.FromDateTime(moment), DateOnly.FromDateTime(moment + horizon));
        var days = told.Dates("date");
        StringColumn[] keyed = [.. keys.Select(name => told.Strings(name))];
        double[][] columns = [.. levels.Select(of => told.Numbers(Forecast.ColumnOf(of)))];
        var chosen = level is { } given ? told.Numbers(Forecast.ColumnOf(given)) : told.Numbers("mean");
        for (var row = 0; row < told.RowCount; row++)
        {
            if (days[row] <= from || days[row] > to) continue;
            cutOffs.Add(from);
            dates.Add(days[row]);
            for (var i = 0; i < parts.Length; i++) parts[i].Add(keyed[i][row]!);
            values.Add(ValueAt([.. keyed.Select(column => column[row]!)], days[row]));
            forecasts.Add(chosen[row]);
            for (var i = 0; i < columns.Length; i++) quantiles[i].Add(columns[i][row]);
        }
    }

    /// <summary>The share of all values that errors are, of all cut-offs and of each; none where there is nothing to divide by.</summary>
    public IEnumerable<(string Name, double Wape)> Wapes()
    {
        if (values.TrueForAll(value => value is null)) throw new BuildException("no forecast is of a date whose value is known", "take cut-offs that lie further back, or a shorter horizon");
        if (Wape(_ => true) is { } whole) yield return ("wape", whole);
        foreach (var cutOff in cutOffs.Distinct())
            if (Wape(row => cutOffs[row] == cutOff) is { } wape) yield return (FormattableString.Invariant($"wape {cutOff:yyyy-MM-dd}"), wape);
    }

    public Table ToTable() => new(
    [
        TableColumn.Of<DateOnly>("cutoff", [.. cutOffs]),
        TableColumn.Of<DateOnly>("date", [.. dates]),
        .. keys.Select((name, i) => TableColumn.Of(name, [.. parts[i]])),
        TableColumn.Of<double>("value", [.. values]),
        TableColumn.Of<double>("forecast", [.. forecasts]),
        .. levels.Select((of, i) => TableColumn.Of<double>(Forecast.ColumnOf(of), [.. quantiles[i]])),
    ]);

    private double? Wape(Func<int, bool> isOf)
    {
        var (errors, all) = (new ExactSum(), new ExactSum());
        for (var row = 0; row < values.Count; row++)
        {
            if (values[row] is not { } value || !isOf(row)) continue;
            errors.Add(Math.Abs(value - forecasts[row]));
            all.Add(Math.Abs(value));
        }

        return all.Value > 0 ? errors.Value / all.Value : null;
    }

    private double? ValueAt(string[] key, DateOnly date) =>
        truths.TryGetValue(Joined(key), out var truth) && truth.Step.Between(truth.Start, date) is { } step && step >= 0 && step < truth.Count ? truth.Values[step] : null;

    // With the length of each part, so that no two keys are one.
    private static string Joined(IReadOnlyList<string> key) => string.Concat(key.Select(part => FormattableString.Invariant($"{part.Length}:{part}")));
}
