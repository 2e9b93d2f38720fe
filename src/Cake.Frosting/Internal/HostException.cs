namespace Cake.Frosting.Internal;

/// <summary>A mistake in the command line or in the host's tasks, found before anything runs.</summary>
internal sealed class HostException(int exitCode, string message, string? hint = null) : Exception(message)
{
    private const int Failed = 1, WrongUsage = 2;

    public int ExitCode => exitCode;

    public string? Hint => hint;

    public static HostException Usage(string message, string? hint = null) => new(WrongUsage, message, hint);

    public static HostException Tasks(string message, string? hint = null) => new(Failed, message, hint);
}
