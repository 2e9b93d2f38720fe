namespace Levain.Drawing;

/// <summary>A number of an axis that is written beside it.</summary>
internal readonly record struct PlotTick(double Value, string Text);
