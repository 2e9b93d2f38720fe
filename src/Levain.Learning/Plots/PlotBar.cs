namespace Levain.Learning;

/// <summary>One bar: a name and how long it is, below zero to the left.</summary>
public sealed record PlotBar(string Name, double Value)
{
    /// <summary>From where to where the value may lie, drawn as a thin line over the bar; null when nobody knows.</summary>
    public (double Low, double High)? Interval { get; init; }
}
