using System.Globalization;
using Levain.Drawing;

namespace Levain.Learning.Reports;

/// <summary>Numbers as people read them on a page: those of the plots.</summary>
internal static class HtmlNumber
{
    public static string Of(double number) => PlotNumber.Of(number);

    public static string Share(double share) => PlotNumber.Share(share);

    public static string Counted(long count, string noun) => PlotNumber.Counted(count, noun);

    public static string Count(int count) => count.ToString("#,0", CultureInfo.InvariantCulture);

    /// <summary>A metric, or a dash where it has no value.</summary>
    public static string Of(MeasuredMetric metric) => metric.Value is { } value ? Fixed(value) : "–";

    /// <summary>Between what a metric lies; empty where nobody knows.</summary>
    public static string IntervalOf(MeasuredMetric metric) => metric.Interval is { } interval ? $"{Fixed(interval.Low)} to {Fixed(interval.High)}" : "";

    // Numbers that are compared have as many decimals.
    public static string Fixed(double number) =>
        Math.Abs(number) is >= 0.001 and < 10 or 0 ? PlotNumber.Signed(number.ToString("0.0000", CultureInfo.InvariantCulture)) : PlotNumber.Of(number);
}
