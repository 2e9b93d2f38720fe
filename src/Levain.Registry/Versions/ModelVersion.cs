using Levain.Registry.Events;

namespace Levain.Registry;

/// <summary>A version of a model and what has been decided about it so far.</summary>
public sealed record ModelVersion
{
    /// <summary>From 1 on, in the order in which they were registered.</summary>
    public required int Number { get; init; }

    /// <summary>Null when the registry's entry of it is damaged.</summary>
    public VersionRecord? Record { get => field ?? Text?.Record; init; }

    /// <summary>The record as it is kept, until it is asked for.</summary>
    internal RecordText? Text { get; init; }

    public required VersionState State { get; init; }

    /// <summary>When it was registered, and by whom.</summary>
    public required DateTimeOffset At { get; init; }

    public required string By { get; init; }

    /// <summary>All that was decided about it, oldest first.</summary>
    public IReadOnlyList<VersionDecision> Decisions { get; init; } = [];

    /// <summary>The names that point to it now, sorted.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>What is wrong with a damaged one.</summary>
    public string? Damage { get; init; }
}

/// <summary>What somebody decided about a version.</summary>
/// <param name="What">Such as <c>approved</c>, <c>rejected</c>, <c>production</c>.</param>
public sealed record VersionDecision(string What, DateTimeOffset At, string By, string? Why);
