using System.Runtime.CompilerServices;

namespace Levain.Learning;

/// <summary>How a random forest is grown.</summary>
public sealed record ForestOptions
{
    public int Trees { get; init => field = Within(1, 100_000, value); } = 100;

    /// <summary>How many questions a row is asked at most.</summary>
    public int Depth { get; init => field = Within(1, 20, value); } = 8;

    /// <summary>How many rows a leaf has at least, each as often as it was drawn.</summary>
    public int LeafRows { get; init => field = Within(1, int.MaxValue, value); } = 1;

    /// <summary>How many rows a node has at least that is split.</summary>
    public int SplitRows { get; init => field = Within(2, int.MaxValue, value); } = 2;

    /// <summary>The share of the features that a node may ask; null for as many as the square root of their number.</summary>
    public double? ColumnsPerNode
    {
        get;
        init => field = value is null or (> 0 and <= 1) ? value : throw new BuildException(FormattableString.Invariant($"`{nameof(ColumnsPerNode)}` is {value}, and must be above 0 and not above 1"));
    }

    /// <summary>Into how many bins a feature is cut at most, one of them for what is missing.</summary>
    public int Bins { get; init => field = Within(2, 256, value); } = 256;

    public required ulong Seed { get; init; }

    private static int Within(int least, int most, int value, [CallerMemberName] string name = "") =>
        value >= least && value <= most ? value : throw new BuildException(FormattableString.Invariant($"`{name}` is {value}, and must be from {least} to {most}"));
}
