namespace Levain.Collection;

/// <summary>What a collection may remove.</summary>
public sealed record CollectionOptions
{
    public static readonly TimeSpan DefaultGrace = TimeSpan.FromDays(7);

    /// <summary>What is younger stays, whether anything needs it or not; zero takes all that nothing needs.</summary>
    public TimeSpan Grace { get; init; } = DefaultGrace;

    /// <summary>Only say what would go.</summary>
    public bool DryRun { get; init; }

    /// <summary>Snapshots of outside data that may go: <c>name</c>, <c>profile/name</c>, or either with <c>@</c> and the first digits of a digest.</summary>
    public IReadOnlyList<string> Snapshots { get; init; } = [];
}
