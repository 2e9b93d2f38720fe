namespace Levain;

/// <summary>What the user can mend: printed as one sentence and a hint, without a stack; the process exits with 1.</summary>
/// <remarks>Everything else that is thrown is our bug and keeps its stack.</remarks>
[Fingerprints.EngineBoundary]
public class BuildException(string message, string? hint = null, Exception? inner = null) : Exception(message, inner)
{
    /// <summary>What to do about it, or null when the message says it all.</summary>
    public string? Hint => hint;

    /// <summary>Lines that belong below the message, such as the rows that break a contract; none for most errors.</summary>
    public IReadOnlyList<string> Details { get; init; } = [];

    public virtual int ExitCode => 1;
}

/// <summary>The command line asks for something that is not there; the process exits with 2.</summary>
[Fingerprints.EngineBoundary]
public sealed class UsageException(string message, string? hint = null) : BuildException(message, hint)
{
    public override int ExitCode => 2;
}
