namespace Levain.Learning.Formats;

/// <summary>How large a model may be: beyond what anybody trains, and less than what would take down the process that reads it.</summary>
internal sealed record ModelLimits
{
    public static readonly ModelLimits Usual = new();

    public long Bytes { get; init; } = 4L << 30;

    public int Trees { get; init; } = 1_000_000;

    public int Nodes { get; init; } = 1 << 23;

    /// <summary>From the root to the deepest leaf: those who walk a tree by recursion count on it.</summary>
    public int Depth { get; init; } = 4096;

    public int Features { get; init; } = 1 << 20;

    /// <summary>Bytes of one name or text.</summary>
    public int Text { get; init; } = 1 << 24;

    /// <summary>Objects and arrays inside each other.</summary>
    public int Nesting { get; init; } = 64;

    /// <summary>Codes of categories are smaller: from here on a float no longer tells whole numbers apart.</summary>
    public const int Categories = 1 << 24;
}
