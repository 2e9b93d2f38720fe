using System.Runtime.Intrinsics;
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
        foreach (var column in table.Columns) sum += Sum(((ValueColumn<double>)column).Values);
        return (long)sum;
    }

    // Eight at a time: what is measured is the window, not how long one addition waits for the other.
    private static double Sum(ReadOnlySpan<double> values)
    {
        var sums = Vector512<double>.Zero;
        var left = values.Length % Vector512<double>.Count;
        for (var i = 0; i < values.Length - left; i += Vector512<double>.Count) sums += Vector512.Create(values[i..]);
        double rest = 0;
        foreach (var value in values[^left..]) rest += value;
        return Vector512.Sum(sums) + rest;
    }
}
