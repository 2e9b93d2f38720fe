namespace Levain.Learning.Linear;

/// <summary>A point on a line that is searched.</summary>
internal sealed record LinePoint(double[] At, double Value, double[] Slopes);
