namespace Levain.Fingerprints;

/// <summary>A piece of our own code that a stage reaches.</summary>
/// <param name="Name">Its signature as one reads it, such as <c>Shots.Geometry.Angle(double, double)</c>.</param>
/// <param name="ReachedFrom">The member that reached it first; null for what the engine calls itself.</param>
public sealed record CodeMember(string Name, Digest Digest, string? ReachedFrom)
{
    /// <summary>The numbers and strings in it; null when it has none.</summary>
    public CodeLiterals? Literals { get; init; }
}
