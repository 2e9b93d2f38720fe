using System.Globalization;
using Levain.Remotes;

namespace Levain.Registry.Tests;

/// <summary>Groups, versions and notifications for tests of what people are told.</summary>
internal static class Samples
{
    public const string Group = "aiop-playback-us-hockey";

    public static DateTimeOffset Start { get; } = new(2026, 1, 1, 8, 0, 0, TimeSpan.Zero);

    /// <summary>Gives up at once, so that no test waits for what will not come.</summary>
    public static RemotePatience NoPatience { get; } = new() { Attempts = 1, Connect = TimeSpan.FromSeconds(5), Stall = TimeSpan.FromSeconds(5), FirstPause = TimeSpan.Zero, LongestPause = TimeSpan.Zero };

    public static Notification Failed { get; } = new()
    {
        Event = NotificationEvent.GateFailed,
        Group = Group,
        Version = 12,
        Facts = [new("mape", "0.41, required ≤ 0.33, champion 0.21"), new("service", "playback"), new("commit", "4f1c9d2, with changes")],
        Link = new("https://ci.example.org/runs/77?tab=log&all=1"),
    };

    /// <summary>A day apart from one another.</summary>
    public static ModelVersion Version(int number, double mape, VersionState state = VersionState.Approved) => new()
    {
        Number = number,
        State = state,
        At = Start.AddDays(number - 1),
        By = "anna",
        Record = state == VersionState.Damaged ? null : Record(mape),
        Damage = state == VersionState.Damaged ? "its bytes are not those that were written" : null,
        Decisions = state == VersionState.Rejected ? [new("rejected", Start.AddDays(number), "bert", "too far from what came")] : [],
    };

    public static VersionRecord Record(double mape) => new()
    {
        Pipeline = "event-traffic",
        Section = "sample/dev",
        Stage = "TrainTrees",
        Model = Content.File(Digest.Of(mape.ToString("R", CultureInfo.InvariantCulture))),
        Metrics = [new("mae", Math.Round(20 + mape, 4)), new("mape", mape) { Low = Math.Round(mape - 0.02, 4), High = Math.Round(mape + 0.03, 4) }],
        Commit = "4f1c9d2a77b0c3e1d5f60718293a4b5c6d7e8f90",
        Tags = [new("region", "us"), new("service", "playback")],
    };

    public static ModelGroup Of(params ModelVersion[] versions) => Of(versions, []);

    public static ModelGroup Of(IReadOnlyList<ModelVersion> versions, Dictionary<string, int> aliases, params AliasMove[] moves)
    {
        var names = aliases.ToLookup(alias => alias.Value, alias => alias.Key);
        return new(Group, [.. versions.Select(version => version with { Aliases = [.. names[version.Number].Order(StringComparer.Ordinal)] })], aliases, moves);
    }

    /// <summary>As many approved versions as there are figures.</summary>
    public static ModelGroup Approved(params double[] mapes) => Of([.. mapes.Select((mape, i) => Version(i + 1, mape))]);
}
