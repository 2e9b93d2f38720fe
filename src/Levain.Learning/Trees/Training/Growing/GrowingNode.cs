namespace Levain.Learning.Training;

/// <summary>A node of a tree while it grows: its rows, its sums and, once it is known, its split.</summary>
internal sealed unsafe class GrowingNode
{
    public required int Depth { get; init; }

    /// <summary>Its rows stand together in one of two buffers, which take turns.</summary>
    public required int Start { get; init; }

    public required int Count { get; init; }

    public required int Buffer { get; init; }

    /// <summary>The packed sums of its rows.</summary>
    public required long Total { get; init; }

    /// <summary>Bounds of its weight, where neighbours are bound by a monotone feature.</summary>
    public double Lower { get; private set; } = double.NegativeInfinity;

    public double Upper { get; private set; } = double.PositiveInfinity;

    /// <summary>What it adds as a leaf, before the learning rate.</summary>
    public double Weight { get; set; }

    public NativeArray<long>? Histogram { get; set; }

    public Split Split { get; set; } = Split.None;

    public GrowingNode? Left { get; set; }

    public GrowingNode? Right { get; set; }

    /// <summary>Where it stands in the finished tree.</summary>
    public int Index { get; set; }

    public GrowingNode Bound(double lower, double upper)
    {
        (Lower, Upper) = (lower, upper);
        return this;
    }
}
