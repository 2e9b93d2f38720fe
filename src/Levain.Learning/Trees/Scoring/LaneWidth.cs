using System.Runtime.Intrinsics;

namespace Levain.Learning.Scoring;

/// <summary>How many rows go through a tree side by side; it decides about time, never about a bit.</summary>
internal enum LaneWidth
{
    One = 1,
    Four = 4,
    Eight = 8,
    Sixteen = 16,
}

internal static class LaneWidths
{
    /// <summary>The widest that this processor has.</summary>
    public static LaneWidth Widest =>
        Vector512.IsHardwareAccelerated ? LaneWidth.Sixteen : Vector256.IsHardwareAccelerated ? LaneWidth.Eight : Vector128.IsHardwareAccelerated ? LaneWidth.Four : LaneWidth.One;
}
