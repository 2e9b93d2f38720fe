using Levain.Remotes;

namespace Levain.Images;

/// <summary>How a registry is talked to.</summary>
public sealed record RegistryOptions
{
    /// <summary>Without encryption. Registries on this machine are spoken to like that anyway.</summary>
    public bool Insecure { get; init; }

    public RemotePatience Patience { get; init; } = RemotePatience.ForTransfers;

    /// <summary>Layers above this size are sent in pieces of it, so that a broken connection costs one piece.</summary>
    public int PieceBytes { get; init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value)); } = 32 << 20;

    /// <summary>How many layers travel at a time.</summary>
    public int Parallel { get; init => field = value > 0 ? value : throw new ArgumentOutOfRangeException(nameof(value)); } = 4;

    public TimeProvider Clock { get; init; } = TimeProvider.System;
}
