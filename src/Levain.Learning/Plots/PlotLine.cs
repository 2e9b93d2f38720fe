namespace Levain.Learning;

/// <summary>Points that a line joins in their order; where one cannot be drawn, the line has a gap.</summary>
public sealed record PlotLine(string Name, IReadOnlyList<PlotPoint> Points)
{
    /// <summary>The area round the line; null for none.</summary>
    public PlotBand? Band { get; init; }

    /// <summary>False where the points are no sequence: each has its mark, and nothing lies between them.</summary>
    public bool IsJoined { get; init; } = true;
}
