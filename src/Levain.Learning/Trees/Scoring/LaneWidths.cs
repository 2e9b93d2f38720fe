using System.Runtime.Intrinsics;

namespace Levain.Learning.Scoring;

/// <summary>What processors have.</summary>
internal static class LaneWidths
{
    /// <summary>The widest that this processor has.</summary>
    public static LaneWidth Widest =>
        Vector512.IsHardwareAccelerated ? LaneWidth.Sixteen : Vector256.IsHardwareAccelerated ? LaneWidth.Eight : Vector128.IsHardwareAccelerated ? LaneWidth.Four : LaneWidth.One;
}
