namespace Levain.Registry;

/// <summary>What git says of a commit.</summary>
/// <param name="Subject">The first line of its message.</param>
public sealed record CommitFacts(string Author, DateTimeOffset At, string Subject);
