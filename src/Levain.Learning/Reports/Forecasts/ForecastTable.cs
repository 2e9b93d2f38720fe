using System.Globalization;

namespace Levain.Learning.Reports;

/// <summary>The rows of a backtest as an evaluation needs them.</summary>
internal sealed class ForecastTable
{
    private readonly Table table;
    private readonly StringColumn[] keys;

    private ForecastTable(string what, Table table)
    {
        this.table = table;
        string[] names = [.. table.Schema.Fields.Select(field => field.Name)];
        int value = Array.IndexOf(names, "value"), forecast = Array.IndexOf(names, "forecast");
        if (names is not ["cutoff", "date", ..] || value < 2 || forecast != value + 1)
            throw new BuildException($"the {what} is no table of a backtest: its columns are {string.Join(", ", names)}", "give the output of a `Backtest`: `cutoff`, `date`, the keys, `value`, `forecast`, and the quantiles");

        What = what;
        Keys = names[2..value];
        keys = [.. Keys.Select(key => table.Strings(key))];
        Levels = [.. names[(forecast + 1)..].Select(name => LevelOf(what, name))];
        CutOffs = table.Dates("cutoff").Values.ToArray();
        Dates = table.Dates("date").Values.ToArray();
        var (values, forecasts) = (table.Doubles("value"), table.Doubles("forecast"));
        Values = [.. Enumerable.Range(0, table.RowCount).Select(row => values.At(row))];
        Forecasts = Numbers(forecasts);
        Quantiles = [.. names[(forecast + 1)..].Select(name => Numbers(table.Doubles(name)))];
        Judged = [.. Enumerable.Range(0, table.RowCount).Where(row => Values[row] is not null)];
        if (Judged.Length == 0) throw new BuildException($"the {what} has no forecast of a date whose value is known", "take cut-offs that lie further back, or a shorter horizon");
        (Names, Series) = Apart();
        Steps = StepsBehindCutOffs();
    }

    public string What { get; }

    public string[] Keys { get; }

    /// <summary>Of the quantiles, ascending.</summary>
    public double[] Levels { get; }

    public DateOnly[] CutOffs { get; }

    public DateOnly[] Dates { get; }

    /// <summary>Null where nothing came yet.</summary>
    public double?[] Values { get; }

    public double[] Forecasts { get; }

    /// <summary>For each level, those of all rows.</summary>
    public double[][] Quantiles { get; }

    /// <summary>Rows whose value is known.</summary>
    public int[] Judged { get; }

    /// <summary>What people call each series, in the order of the names.</summary>
    public string[] Names { get; }

    /// <summary>Which series each row is of.</summary>
    public int[] Series { get; }

    /// <summary>How many steps behind the cut-off each row lies, from 1.</summary>
    public int[] Steps { get; }

    public static ForecastTable Of(string what, Table table) => new(what, table);

    public string? Part(int key, int row) => keys[key][row];

    /// <summary>What tells the series of a row from others, in any table.</summary>
    public string KeyOf(int row) => Joined(keys.Select(key => key[row]));

    /// <summary>With the length of each part, so that no two keys are one.</summary>
    public static string Joined(IEnumerable<string?> parts) => string.Concat(parts.Select(part => part is null ? "-:" : string.Create(CultureInfo.InvariantCulture, $"{part.Length}:{part}")));

    public Table WithSteps()
    {
        var name = "step";
        while (table.Columns.Any(column => column.Name.Equals(name, StringComparison.OrdinalIgnoreCase))) name += "_";
        return new([.. table.Columns, TableColumn.Of<int>(name, Steps)]);
    }

    private double[] Numbers(ValueColumn<double> column)
    {
        var numbers = new double[table.RowCount];
        for (var row = 0; row < numbers.Length; row++)
            numbers[row] = column.At(row) is { } number && double.IsFinite(number) ? number : throw new BuildException($"column `{column.Name}` of the {What} has no number in row {row + 1}", "look at the forecaster that told it");
        return numbers;
    }

    private (string[] Names, int[] Series) Apart()
    {
        var rows = Enumerable.Range(0, table.RowCount).GroupBy(KeyOf, StringComparer.Ordinal).OrderBy(series => series.Key, StringComparer.Ordinal).ToArray();
        var series = new int[table.RowCount];
        for (var i = 0; i < rows.Length; i++)
            foreach (var row in rows[i]) series[row] = i;
        return ([.. rows.Select(group => keys.Length == 0 ? "the series" : string.Join(" · ", keys.Select(key => key[group.First()] ?? "none")))], series);
    }

    private int[] StepsBehindCutOffs()
    {
        var steps = new int[table.RowCount];
        foreach (var told in Enumerable.Range(0, steps.Length).GroupBy(row => (Series[row], CutOffs[row])))
        {
            int[] rows = [.. told.OrderBy(row => Dates[row])];
            for (var i = 0; i < rows.Length; i++)
            {
                if (i > 0 && Dates[rows[i]] == Dates[rows[i - 1]]) throw new BuildException(FormattableString.Invariant($"the {What} tells {Dates[rows[i]]:yyyy-MM-dd} of series `{Names[told.Key.Item1]}` twice from the cut-off {told.Key.Item2:yyyy-MM-dd}"), "look where its rows are joined");
                steps[rows[i]] = i + 1;
            }
        }

        return steps;
    }

    private static double LevelOf(string what, string name) =>
        name is ['q', .. var percent] && decimal.TryParse(percent, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var level) && level is > 0 and < 100
            ? (double)(level / 100)
            : throw new BuildException($"column `{name}` of the {what} is no quantile", "behind `forecast` come quantiles only, such as `q10`");
}
