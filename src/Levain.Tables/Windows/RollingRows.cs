namespace Levain.Tables;

/// <summary>How far a rolling figure looks back, itself included, and how many values it needs there.</summary>
internal readonly record struct RollingRows(int Count, int AtLeast);
