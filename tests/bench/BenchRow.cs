namespace Levain.Bench;

/// <summary>One line of the result: what was measured, ours beside a peer, and what the project wants of it.</summary>
/// <param name="Ours">Null where there is nothing to measure yet: then the note says why.</param>
internal sealed record BenchRow(string What, string Unit, Figures? Ours)
{
    /// <summary>Such as <c>tmpfs</c> or <c>disk</c>; empty where it makes no difference.</summary>
    public string Where { get; init; } = "";

    public string Peer { get; init; } = "";

    public Figures? PeerFigures { get; init; }

    /// <summary>The median must not be above it; null where nothing is promised.</summary>
    public double? Target { get; init; }

    /// <summary>What is to be known about the row, such as a peer that is not installed.</summary>
    public string Note { get; init; } = "";

    public double? Ratio => PeerFigures is { Median: > 0 } peer ? Ours?.Median / peer.Median : null;

    public bool? Met => Target is { } target && Ours is { } ours ? ours.Median <= target : null;
}
