namespace Levain.Learning;

/// <summary>A place in a plot.</summary>
public readonly record struct PlotPoint(double X, double Y)
{
    /// <summary>A place on an axis of dates.</summary>
    public static PlotPoint On(DateOnly day, double y) => new(day.DayNumber, y);
}
