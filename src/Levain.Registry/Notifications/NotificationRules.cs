using System.Globalization;

namespace Levain.Registry;

/// <summary>When a group of models is worth a notification, though nobody did anything to it. Functions of the group and the time only.</summary>
public sealed record NotificationRules
{
    /// <summary>The metric that is watched; the less the better.</summary>
    public string Metric { get; init; } = "mape";

    /// <summary>How many times the mean of those before it a version may have.</summary>
    public double Factor { get; init => field = value > 0 && double.IsFinite(value) ? value : throw new BuildException("the factor of a rule is not above 0", "2 tells of what is twice as bad as before"); } = 2;

    /// <summary>How many approved versions before it a version is compared with.</summary>
    public int History { get; init => field = value > 0 ? value : throw new BuildException("the history of a rule is less than one version", "compare with 1 or more"); } = 10;

    /// <summary>How long after the last approval what is in use counts as old.</summary>
    public TimeSpan Age { get; init; } = TimeSpan.FromDays(2);

    /// <summary>All that there is to tell of a group.</summary>
    public IReadOnlyList<Notification> Of(ModelGroup group, DateTimeOffset now, Uri? link = null) =>
        [.. ((Notification?[])[Drifted(group, link), Outdated(group, now, link)]).OfType<Notification>()];

    /// <summary>When the newest version is approved and its metric is above its mean over the approved versions before it, times the factor; null otherwise.</summary>
    /// <remarks>The version itself is no part of the mean: it would pull the bound after it. A metric that is no number is above every bound.</remarks>
    public Notification? Drifted(ModelGroup group, Uri? link = null)
    {
        if (Newest(group) is not { State: VersionState.Approved } version || Value(version) is not { } value) return null;
        var before = group.Versions.Where(each => each.Number < version.Number && each.State == VersionState.Approved).Select(Value).OfType<double>().Where(double.IsFinite).TakeLast(History).ToList();
        if (before.Count == 0) return null;
        // Divided first: a sum of great numbers may be none.
        var mean = before.Sum(each => each / before.Count);
        if (value <= mean * Factor) return null;
        return ModelNews.About(NotificationEvent.MetricsDrifted, group, version, link,
        [
            new("metric", Metric),
            new("value", NotificationText.Number(value)),
            new("mean before", string.Create(CultureInfo.InvariantCulture, $"{NotificationText.Number(mean)} over {before.Count} approved {(before.Count == 1 ? "version" : "versions")}")),
            new("allowed", string.Create(CultureInfo.InvariantCulture, $"≤ {NotificationText.Number(mean * Factor)}, which is {NotificationText.Number(Factor)} times the mean")),
            .. ModelNews.Origin(version, version.Record!),
        ]);
    }

    /// <summary>When the newest version is not approved and the last approval is too long ago; null otherwise.</summary>
    public Notification? Outdated(ModelGroup group, DateTimeOffset now, Uri? link = null)
    {
        if (Newest(group) is not { State: not VersionState.Approved } newest) return null;
        var current = group.Versions.LastOrDefault(version => version.State == VersionState.Approved);
        // Where nothing was ever approved, people wait since the first version.
        var since = current is null ? group.Versions[0].At : UpdatedAt(current);
        if (now - since <= Age) return null;
        return ModelNews.About(NotificationEvent.ModelOutdated, group, newest, link,
        [
            new("last update", string.Create(CultureInfo.InvariantCulture, $"{since.ToUniversalTime():yyyy-MM-dd HH:mm} UTC, {Math.Floor((now - since).TotalDays)} {(now - since < TimeSpan.FromDays(2) ? "day" : "days")} ago")),
            new("last approved", current is null ? "none" : string.Create(CultureInfo.InvariantCulture, $"version {current.Number}")),
            new("newest", string.Create(CultureInfo.InvariantCulture, $"version {newest.Number}, {(newest.State == VersionState.Pending ? "waiting for approval" : "rejected")}")),
            .. ModelNews.Origin(newest, newest.Record!),
        ]);
    }

    private static ModelVersion? Newest(ModelGroup group)
    {
        ArgumentNullException.ThrowIfNull(group);
        return group.Versions.LastOrDefault(version => version.Record is not null);
    }

    private double? Value(ModelVersion version) => version.Record?.Metrics.FirstOrDefault(metric => metric.Name == Metric)?.Value;

    private static DateTimeOffset UpdatedAt(ModelVersion version) => version.Decisions.LastOrDefault(decision => decision.What == "approved")?.At ?? version.At;
}
