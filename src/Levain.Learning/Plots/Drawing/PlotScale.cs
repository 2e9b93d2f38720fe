using Levain.Learning;
using Levain.Numerics;

namespace Levain.Drawing;

/// <summary>From where to where an axis goes, what is written beside it, and where on it a number lies.</summary>
internal sealed class PlotScale
{
    private const double Padding = 0.035;

    private readonly Extent extent;
    private readonly bool isLogarithmic;
    private readonly double from, to;

    public PlotScale(PlotAxis axis, Extent extent)
    {
        (this.extent, Axis) = (extent, axis);
        isLogarithmic = axis.Kind == PlotAxisKind.Logarithmic;
        IsEmpty = extent.IsEmpty && (Fixed(axis.From) is null || Fixed(axis.To) is null);
        (from, to) = IsEmpty ? (0, 1) : Reach();
    }

    public PlotAxis Axis { get; }

    /// <summary>Whether nobody knows from where to where it goes: then it has no ticks either.</summary>
    public bool IsEmpty { get; }

    public bool Takes(double number) => extent.Takes(number);

    /// <summary>0 where the axis begins, 1 where it ends.</summary>
    public double Part(double number) => ((isLogarithmic ? Elementary.Log(number) : number) - from) / (to - from);

    public IReadOnlyList<PlotTick> Ticks(int most)
    {
        if (IsEmpty) return [];
        most = Math.Max(2, most);
        return Axis.Kind switch
        {
            PlotAxisKind.Logarithmic => LogarithmicTicks.Of(Elementary.Exp(Math.Max(from, -700)), Elementary.Exp(Math.Min(to, 700)), most),
            PlotAxisKind.Date when DateTicks.Cover(from, to) => DateTicks.Of(from, to, most),
            PlotAxisKind.Whole => NumberTicks.Of(from, to, most, isWhole: true),
            _ => NumberTicks.Of(from, to, most, isWhole: false),
        };
    }

    private (double From, double To) Reach()
    {
        if (Fixed(Axis.From) is { } first && Fixed(Axis.To) is { } last && first < last) return (first, last);
        var low = Fixed(Axis.From) ?? Inner(extent.Low);
        var high = Fixed(Axis.To) ?? Inner(extent.High);
        // All the same, or apart by less than the numbers themselves can tell: the value stands in the middle.
        if (!(high - low > Math.Max(Math.Abs(low), Math.Abs(high)) * 1e-11) || high - low < 1e-290)
        {
            var room = isLogarithmic || low == 0 ? 1 : Axis.Kind is PlotAxisKind.Date ? Math.Max(1, Math.Abs(low) * 1e-9) : Axis.Kind is PlotAxisKind.Whole ? Math.Max(1, Math.Abs(low) * 0.1) : Math.Max(Math.Abs(low) * 0.1, 1e-280);
            return (Math.Min(low, high) - room, Math.Max(low, high) + room);
        }

        var padding = (high - low) * Padding;
        // What is never below zero has no room below it, nor what is never above above.
        var begin = Fixed(Axis.From) ?? (low >= 0 && low < padding && !isLogarithmic ? 0 : low - padding);
        var end = Fixed(Axis.To) ?? (high <= 0 && -high < padding && !isLogarithmic ? 0 : high + padding);
        return (begin, end);
    }

    private double? Fixed(double? bound) => bound is { } number && Takes(number) ? Inner(number) : null;

    private double Inner(double number) => isLogarithmic ? Elementary.Log(number) : number;
}
