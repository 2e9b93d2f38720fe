using Levain.Tables;

namespace Levain.Bench;

/// <summary>What index-direction does: each of the last 30 rows of five columns, beside every row.</summary>
internal static class Lags
{
    private const int Rows = 1_000_000, Most = 30;

    private static readonly string[] Names = ["open", "close", "high", "low", "volume"];

    private static readonly Table Bars = new([.. Names.Select((name, column) => TableColumn.Of<double>(name, [.. Enumerable.Range(0, Rows).Select(row => row * 0.25 + column)]))]);

    public static long Make()
    {
        var table = Bars.Windows().Lags(Names, Most).ToTable();

        // A column that nobody reads would cost nothing.
        double sum = 0;
        foreach (var column in table.Columns)
            foreach (var value in ((ValueColumn<double>)column).Values) sum += value;
        return (long)sum;
    }
}
