using System.Runtime.Intrinsics;

namespace Levain.Learning.Scoring;

/// <summary>What processors have.</summary>
internal static class LaneWidths
{
    /// <summary>The widest that this processor has.</summary>
    public static LaneWidth Widest =>
        Vector512.IsHardwareAccelerated ? LaneWidth.Sixteen : Vector256.IsHardwareAccelerated ? LaneWidth.Eight : Vector128.IsHardwareAccelerated ? LaneWidth.Four : LaneWidth.One;

    /// <summary>Up to which depth answering all questions side by side is faster than walking: each level doubles them, a walk only takes a step more.</summary>
    public static int Deepest(LaneWidth width) => width switch
    {
        LaneWidth.Sixteen or LaneWidth.Eight => 7,
        LaneWidth.Four => 6,
        _ => 0,
    };
}
