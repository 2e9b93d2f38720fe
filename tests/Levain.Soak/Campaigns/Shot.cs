namespace Levain.Soak;

/// <summary>One fault: which campaign, at what operation, and the numbers that decide where.</summary>
internal sealed record Shot(string Campaign, Operation Operation, int Seed, int Step)
{
    /// <summary>The same numbers whenever this shot is fired.</summary>
    public Random Random() => new(unchecked((Seed * 1_000_003) + Step));

    /// <summary>As it is told, so that it can be fired again: <c>full:build:1:17</c>.</summary>
    public override string ToString() => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Campaign}:{Operation.Name}:{Seed}:{Step}");
}

/// <summary>What came of a shot.</summary>
/// <param name="Faults">How many faults were injected. 0 means that the operation passed before its turn.</param>
/// <param name="ExitCode">How the operation ended.</param>
/// <param name="Violation">What should not have come of it; null when all is well.</param>
internal sealed record Impact(long Faults, int ExitCode, string? Violation);
