namespace Levain.Learning.Reports;

/// <summary>What was told of three series and what came: the best, the one in the middle, and the worst.</summary>
internal static class FanSection
{
    // How much of the past is drawn, as a multiple of what was told.
    private const int PastSteps = 5;

    public static ReportSection Of(ForecastJudgement judgement)
    {
        var html = new HtmlText().Add($"<p>The newest forecast whose dates have come, of the best series, of the one in the middle and of the worst by {judgement.Measures[0].Name}.</p>\n<div class=\"plots\">\n");
        foreach (var (word, series) in Chosen(judgement)) html.Plot(Fan(judgement, word, series));
        return new("forecasts", "Forecasts", html.Markup("</div>\n").ToString());
    }

    private static IEnumerable<(string Word, MeasuredForecasts Series)> Chosen(ForecastJudgement judgement)
    {
        var known = judgement.Series.Where(series => series.Metrics[0].Value is not null).ToArray();
        if (known.Length == 0) known = [.. judgement.Series];
        if (known.Length == 1) return [("the only one", known[0])];
        (string, MeasuredForecasts)[] ends = [("the best", known[^1]), ("the worst", known[0])];
        return known.Length == 2 ? ends : [ends[0], ("in the middle", known[known.Length / 2]), ends[1]];
    }

    private static FanPlot Fan(ForecastJudgement judgement, string word, MeasuredForecasts measured)
    {
        var table = judgement.Table;
        int[] all = [.. Enumerable.Range(0, table.Series.Length).Where(row => table.Series[row] == (int)measured.Place)];
        var cutOff = all.Where(row => table.Values[row] is not null).Max(row => table.CutOffs[row]);
        int[] told = [.. all.Where(row => table.CutOffs[row] == cutOff).OrderBy(row => table.Dates[row])];
        return new()
        {
            Title = measured.Name,
            Summary = $"{word}: {measured.Metrics[0].Name} {HtmlNumber.Of(measured.Metrics[0])} over {HtmlNumber.Counted(judgement.CutOffs.Length, "cut-off")}",
            X = new("date") { Kind = PlotAxisKind.Date },
            Y = new(judgement.Target),
            Actual = new("what came", Came(judgement, all, told)),
            Forecast = new("forecast", [.. told.Select(row => PlotPoint.On(table.Dates[row], table.Forecasts[row]))]),
            Bands = [.. Bands(table, told)],
            Cutoff = cutOff.DayNumber,
            Width = 520,
            PanelHeight = 260,
        };
    }

    private static PlotPoint[] Came(ForecastJudgement judgement, int[] all, int[] told)
    {
        var table = judgement.Table;
        var key = table.KeyOf(all[0]);
        var came = new SortedDictionary<DateOnly, double>();
        foreach (var row in all)
            if (table.Values[row] is { } value) came[table.Dates[row]] = value;
        if (judgement.Past.FirstOrDefault(series => ForecastTable.Joined(series.Key) == key) is { } past)
            for (var i = 0; i < past.Count; i++)
                if (past.DateAt(i) < table.Dates[told[0]]) came.TryAdd(past.DateAt(i), past.Values[i]);
        var last = table.Dates[told[^1]];
        return [.. came.Where(day => day.Key <= last).TakeLast((PastSteps + 1) * told.Length).Select(day => PlotPoint.On(day.Key, day.Value))];
    }

    // The widest first; a level without its counterpart makes no band.
    private static IEnumerable<PlotBand> Bands(ForecastTable table, int[] told)
    {
        for (int low = 0, high = table.Levels.Length - 1; low < high; low++, high--)
        {
            var (below, above) = (table.Quantiles[low], table.Quantiles[high]);
            yield return new($"{ForecastMeasure.Percent((double)((decimal)table.Levels[high] - (decimal)table.Levels[low]))} % band", [.. told.Select(row => PlotRange.On(table.Dates[row], below[row], above[row]))]);
        }
    }
}
