using System.Globalization;

namespace Levain.Learning.Forecasting;

/// <summary>Reads series from the rows of a table.</summary>
internal sealed class SeriesRows
{
    private readonly SeriesColumns columns;
    private readonly Func<int, string>[] keys;
    private readonly ValueColumn<DateOnly> dates;
    private readonly double[] values;

    public SeriesRows(Table table, SeriesColumns columns)
    {
        if (table.RowCount == 0) throw new BuildException("a table without rows has no series");
        foreach (var name in (string[])[columns.Date, .. columns.Keys])
            if (table[name].NullCount > 0) throw new BuildException($"column `{name}` has {table[name].NullCount} nulls, and says which series and step a value belongs to", $"leave them out with `WhereThere(\"{name}\")`, or fill them");
        _ = table.Dates(columns.Date);
        var sorted = table.Select([.. new[] { columns.Date, columns.Value }.Concat(columns.Keys).Distinct()]).SortBy([.. columns.Keys.Append(columns.Date).Select(name => (Tables.SortKey)name)]);
        this.columns = columns;
        keys = [.. columns.Keys.Select(name => Texts(sorted[name]))];
        dates = sorted.Dates(columns.Date);
        values = sorted.Numbers(columns.Value);
    }

    public TimeSeries[] Read()
    {
        var series = new List<TimeSeries>();
        for (int start = 0, end; start < values.Length; start = end)
        {
            var key = KeyAt(start);
            for (end = start + 1; end < values.Length && IsOf(key, end); end++)
            {
            }

            series.Add(new(key, dates[start], columns.Step, Filled(key, start, end)));
        }

        return [.. series];
    }

    /// <summary>What errors call a series.</summary>
    public static string NameOf(IReadOnlyList<string> key) => key.Count == 0 ? "the series" : $"series `{string.Join(", ", key)}`";

    private static Func<int, string> Texts(TableColumn column) => column switch
    {
        StringColumn texts => row => texts[row]!,
        ValueColumn<int> numbers => row => numbers[row].ToString(CultureInfo.InvariantCulture),
        ValueColumn<long> numbers => row => numbers[row].ToString(CultureInfo.InvariantCulture),
        _ => throw new BuildException($"column `{column.Name}` is {column.Type}, which tells no series from another", "take text or whole numbers"),
    };

    private string[] KeyAt(int row) => [.. keys.Select(text => text(row))];

    private bool IsOf(string[] key, int row)
    {
        for (var i = 0; i < keys.Length; i++)
            if (keys[i](row) != key[i]) return false;
        return true;
    }

    private double[] Filled(string[] key, int start, int end)
    {
        var filled = new List<double>(end - start);
        for (var row = start; row < end; row++)
        {
            var step = columns.Step.Between(dates[start], dates[row]) ?? throw OffStep(key, dates[start], dates[row]);
            if (step < filled.Count) throw new BuildException(FormattableString.Invariant($"{NameOf(key)} has several values for {dates[row]:yyyy-MM-dd}"), "sum or choose them before, or name the columns that tell its series apart in `Keys`");
            while (filled.Count < step) filled.Add(Missing(key, dates[start], filled));
            filled.Add(double.IsNaN(values[row]) ? Missing(key, dates[start], filled) : values[row]);
        }

        return [.. filled];
    }

    private double Missing(string[] key, DateOnly start, List<double> before) => columns.Gaps switch
    {
        Gaps.Zero => 0,
        Gaps.Previous when before.Count > 0 => before[^1],
        _ => throw new BuildException(
            FormattableString.Invariant($"{NameOf(key)} has no value for {columns.Step.After(start, before.Count):yyyy-MM-dd}"),
            columns.Gaps == Gaps.Previous ? "there is none before it to take instead" : "fill it in, or set `Gaps` to `Zero` or `Previous`"),
    };

    private BuildException OffStep(string[] key, DateOnly start, DateOnly date) =>
        new(FormattableString.Invariant($"{NameOf(key)} has a value for {date:yyyy-MM-dd}, which steps of {columns.Step} from {start:yyyy-MM-dd} do not meet"), "set `Step` to what the dates follow, or correct the date");
}
