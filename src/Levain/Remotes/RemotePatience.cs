namespace Levain.Remotes;

/// <summary>How long a remote is waited for, and how often it is asked again.</summary>
public sealed record RemotePatience
{
    /// <summary>For <c>Push</c> and <c>Pull</c>, where somebody waits for just that.</summary>
    public static RemotePatience ForTransfers { get; } = new();

    /// <summary>For builds, which can do without: a remote that is down costs a few seconds, once.</summary>
    public static RemotePatience ForBuilds { get; } = new()
    {
        Attempts = 2,
        Connect = TimeSpan.FromSeconds(1.5),
        Stall = TimeSpan.FromSeconds(3),
        FirstPause = TimeSpan.FromMilliseconds(100),
        LongestPause = TimeSpan.FromSeconds(1),
    };

    public int Attempts { get; init; } = 5;

    public TimeSpan Connect { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>How long nothing may move: no answer, no byte.</summary>
    public TimeSpan Stall { get; init; } = TimeSpan.FromSeconds(30);

    public TimeSpan FirstPause { get; init; } = TimeSpan.FromMilliseconds(250);

    /// <summary>A remote that wants us to wait longer than this is not waited for.</summary>
    public TimeSpan LongestPause { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Doubles with every attempt; <paramref name="chance"/> in 0..1 spreads those who failed together.</summary>
    public TimeSpan PauseAfter(int attempt, double chance)
    {
        var pause = FirstPause * Math.Pow(2, Math.Min(attempt - 1, 16)) * (0.5 + chance);
        return pause < LongestPause ? pause : LongestPause;
    }
}
