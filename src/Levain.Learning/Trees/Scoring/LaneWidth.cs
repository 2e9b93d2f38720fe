namespace Levain.Learning.Scoring;

/// <summary>How many rows go through a tree side by side; it decides about time, never about a bit.</summary>
internal enum LaneWidth
{
    One = 1,
    Four = 4,
    Eight = 8,
    Sixteen = 16,
}
