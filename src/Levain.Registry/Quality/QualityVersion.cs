namespace Levain.Registry;

/// <summary>How good one version is, and what became of it.</summary>
public sealed record QualityVersion
{
    public required int Number { get; init; }

    public required VersionState State { get; init; }

    /// <summary>When it was registered.</summary>
    public required DateTimeOffset At { get; init; }

    public required string By { get; init; }

    /// <summary>The names that point to it now.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Sorted by name; none for a damaged version.</summary>
    public IReadOnlyList<VersionMetric> Metrics { get; init; } = [];

    /// <summary>The model; null for a damaged version.</summary>
    public Content? Model { get; init; }

    /// <summary>The report that it was judged by.</summary>
    public Content? Evaluation { get; init; }

    public string? Commit { get; init; }

    public bool IsDirty { get; init; }

    /// <summary>Such as service, region and environment.</summary>
    public IReadOnlyList<VersionTag> Tags { get; init; } = [];

    /// <summary>Why it is rejected or damaged; null where it is neither.</summary>
    public string? Why { get; init; }

    internal static QualityVersion Of(ModelVersion version) => new()
    {
        Number = version.Number,
        State = version.State,
        At = version.At,
        By = version.By,
        Aliases = version.Aliases,
        Metrics = version.Record?.Metrics ?? [],
        Model = version.Record?.Model,
        Evaluation = version.Record?.Evaluation,
        Commit = version.Record?.Commit,
        IsDirty = version.Record?.IsDirty == true,
        Tags = version.Record?.Tags ?? [],
        Why = Reason(version),
    };

    private static string? Reason(ModelVersion version) => version.State switch
    {
        VersionState.Damaged => version.Damage,
        VersionState.Rejected when version.Decisions.LastOrDefault(decision => decision.What == "rejected") is { } decision => $"{decision.By}: {decision.Why}",
        VersionState.Rejected => string.Join("; ", version.Record!.Gates.Where(gate => !gate.Passed).Select(gate => $"{gate.Metric} {(gate.Value is { } value ? NotificationText.Number(value) : "has no value")}, required {gate.Required}")),
        _ => null,
    };
}
