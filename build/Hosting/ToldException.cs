namespace Levain.Host;

/// <summary>Ends a target whose failure has been printed already.</summary>
internal sealed class ToldException(int exitCode) : Exception("the target failed, and said so")
{
    public int ExitCode => exitCode;
}
