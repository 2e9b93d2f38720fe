namespace Levain.Learning;

/// <summary>From where to where a band goes at one place of the axis across.</summary>
public readonly record struct PlotRange(double X, double Low, double High)
{
    /// <summary>A range on an axis of dates.</summary>
    public static PlotRange On(DateOnly day, double low, double high) => new(day.DayNumber, low, high);
}
