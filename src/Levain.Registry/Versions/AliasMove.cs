namespace Levain.Registry;

/// <summary>A name that was given to another version.</summary>
/// <param name="From">The version that had it; null when none had.</param>
/// <param name="To">The version that has it now; null when it was taken away.</param>
public sealed record AliasMove(string Alias, int? From, int? To, DateTimeOffset At, string By, string? Why)
{
    /// <summary>True when it undid an earlier move.</summary>
    public bool IsRollback { get; init; }
}
