namespace Levain.Bench;

/// <summary>What came of one contender.</summary>
/// <param name="Memory">The most MB at any time in a run of its own; null for floors.</param>
/// <param name="Stored">MB by which its folder grew; null where that was not asked.</param>
internal sealed record Measured(Figures Seconds, Figures? Memory, Figures? Stored);
