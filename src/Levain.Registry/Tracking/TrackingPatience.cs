using Levain.Remotes;

namespace Levain.Registry;

/// <summary>How long tracking may hold up a build, and how much of what it could not send it keeps.</summary>
public sealed record TrackingPatience
{
    /// <summary>All runs of a build together, with what waits in the queue.</summary>
    public TimeSpan Whole { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>For each request.</summary>
    public RemotePatience Request { get; init; } = RemotePatience.ForBuilds;

    /// <summary>A larger file is not sent to a server: it would not arrive within <see cref="Whole"/>, this time or the next.</summary>
    public long LargestArtifact { get; init; } = 64 << 20;

    /// <summary>So many runs and versions wait at most; the oldest are dropped.</summary>
    public int MostQueued { get; init; } = 1000;

    public long MostQueuedBytes { get; init; } = 64 << 20;

    /// <summary>What was refused so often, with the server there, is dropped.</summary>
    public int MostAttempts { get; init; } = 20;
}
