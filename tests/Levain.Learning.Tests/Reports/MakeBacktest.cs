namespace Levain.Learning.Tests.Reports;

/// <summary>Two shops and two weeks behind one cut-off, small enough to be judged by hand.</summary>
public sealed record MakeBacktest : Stage<Table>
{
    private static readonly DateOnly CutOff = new(2024, 1, 7);

    /// <summary>Whose name is not that of the first shop, and may be anything.</summary>
    public string Second { get; init; } = "b";

    /// <summary>By how much each forecast is above what came; null for what each is told as.</summary>
    public double? Above { get; init; }

    public bool HasQuantiles { get; init; } = true;

    public bool IsTurned { get; init; }

    /// <summary>What is wrong with the table; none for nothing.</summary>
    public string Wrong { get; init; } = "";

    /// <summary>Which of the rows there are.</summary>
    public int Rows { get; init; } = 5;

    protected override Task<Table> RunAsync(StageContext context)
    {
        (string Shop, int Week, double? Value, double Forecast, double Low, double High)[] rows =
        [
            ("a", 1, 10, 12, 8, 14), ("a", 2, 20, 18, 16, 19),
            (Second, 1, 30, 33, 25, 40), (Second, 2, 0, 3, 0, 2),
            // What came is not known yet.
            ("a", 3, null, 18, 16, 19),
        ];
        rows = rows[..Rows];
        if (IsTurned) Array.Reverse(rows);
        if (Wrong == "nothing came") rows = [.. rows.Select(row => row with { Value = null })];
        if (Wrong == "all zero") rows = [.. rows.Select(row => row with { Value = 0 })];
        if (Wrong == "another history") rows = [.. rows.Select(row => row with { Value = row.Value + 1 })];
        if (Wrong == "other dates") rows = [.. rows.Select(row => row with { Week = row.Week + 10 })];
        if (Wrong == "twice") rows = [.. rows, rows[0]];
        if (Wrong == "no number") rows[0].Forecast = double.NaN;
        TableColumn[] quantiles = HasQuantiles ? [TableColumn.Of<double>("q10", [.. rows.Select(row => row.Low)]), TableColumn.Of<double>(Wrong == "no quantile" ? "quality" : "q90", [.. rows.Select(row => row.High)])] : [];
        return Task.FromResult(new Table(
        [
            TableColumn.Of<DateOnly>(Wrong == "no backtest" ? "week" : "cutoff", [.. rows.Select(_ => CutOff)]),
            TableColumn.Of<DateOnly>("date", [.. rows.Select(row => CutOff.AddDays(7 * row.Week))]),
            TableColumn.Of("shop", [.. rows.Select(row => row.Shop)]),
            TableColumn.Of<double>("value", [.. rows.Select(row => row.Value)]),
            TableColumn.Of<double>("forecast", [.. rows.Select(row => Above is { } above ? (row.Value ?? 0) + above : row.Forecast)]),
            .. quantiles,
        ]));
    }
}
