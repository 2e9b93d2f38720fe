namespace Levain.Learning.Reports;

/// <summary>Holds forecasts against a baseline, on the rows that both tell and on the same draws of the same series.</summary>
internal sealed class ForecastComparing(ForecastJudging judging, ForecastTable table, ForecastMeasure[] measures, ulong seed, Func<int, int> draws)
{
    public ComparedForecasts With(string name, ForecastTable other)
    {
        var (rows, others) = Shared(other);
        // The coverage of another band is another question.
        ForecastMeasure[] by = [.. ForecastMeasure.Of(other.Levels).Where(measure => !measures.Any(own => own.Name == measure.Name && own.Words != measure.Words))];
        var (own, count) = ForecastJudging.Sums(table, measures, rows);
        var (sums, _) = ForecastJudging.Sums(other, by, others);
        var drawn = new SeriesDraws(seed, count, draws(count));
        return new(name, rows.Count,
            [.. measures.Select((measure, i) => ForecastJudging.Measured(measure, own.Of(i), drawn, draw => own.Of(i, draw)))],
            [.. by.Select((measure, i) => ForecastJudging.Measured(measure, sums.Of(i), drawn, draw => sums.Of(i, draw)))],
            [.. Differences(own, by, sums, drawn)],
            judging.BySteps(other, by, others), judging.ByCutOff(other, by, others));
    }

    private IEnumerable<ComparedMetric> Differences(SeriesSums own, ForecastMeasure[] by, SeriesSums sums, SeriesDraws drawn)
    {
        for (var i = 0; i < measures.Length; i++)
        {
            var (mine, its) = (i, Array.FindIndex(by, measure => measure.Name == measures[i].Name));
            if (its < 0 || measures[i].Best is not null || own.Of(i) is not { } value || sums.Of(its) is not { } baseline) continue;
            var interval = drawn.Interval(measures[i].Name, draw => own.Of(mine, draw) - sums.Of(its, draw));
            yield return new(measures[i].Name, value - baseline, interval is { } between ? (between.Low, between.High) : null, interval?.Draws.ChanceOfNoDifference());
        }
    }

    // In the order of the forecasts' rows, so that series have the same places on both sides.
    private (List<int> Rows, List<int> Others) Shared(ForecastTable other)
    {
        var places = other.Judged.ToDictionary(row => (other.CutOffs[row], other.Dates[row], other.KeyOf(row)));
        var (rows, others) = (new List<int>(), new List<int>());
        foreach (var row in table.Judged)
        {
            if (!places.TryGetValue((table.CutOffs[row], table.Dates[row], table.KeyOf(row)), out var its)) continue;
            if (other.Values[its] != table.Values[row]) throw new BuildException(FormattableString.Invariant($"{other.What} knows {other.Values[its]} of series `{table.Names[table.Series[row]]}` on {table.Dates[row]:yyyy-MM-dd}, and the backtest {table.Values[row]}"), "make both of the same history");
            rows.Add(row);
            others.Add(its);
        }

        return rows.Count > 0 ? (rows, others) : throw new BuildException($"{other.What} tells nothing that the backtest tells too", "make both with the same cut-offs and keys");
    }
}
