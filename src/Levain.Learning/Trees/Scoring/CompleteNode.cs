namespace Levain.Learning.Scoring;

/// <summary>A question of a filled tree.</summary>
/// <param name="Last">The greatest key that goes left.</param>
/// <param name="Slot">Where the key stands.</param>
internal readonly record struct CompleteNode(int Last, uint Slot);
