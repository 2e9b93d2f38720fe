namespace Cake.Frosting.Hosting;

/// <summary>What is said of a failure, and the exit code of the process.</summary>
/// <param name="Message">One line: what, where. Empty when the host has told it already.</param>
/// <param name="Hint">What to do about it, or null.</param>
/// <param name="ExitCode">1 for a failed run, 2 for wrong usage.</param>
public sealed record ExceptionReport(string Message, string? Hint = null, int ExitCode = 1)
{
    /// <summary>Where it happened, for failures that are mistakes of a program; null for those that a user can mend.</summary>
    public string? Stack { get; init; }
}
