using System.Globalization;

namespace Levain.Registry;

/// <summary>Notifications of what happens to models, with the facts that people decide by.</summary>
public static class ModelNews
{
    private const int MostMetrics = 20;

    /// <summary>What to tell of a version that was just registered; null when nobody needs to do anything.</summary>
    public static Notification? Registered(ModelGroup group, ModelVersion version, Uri? link = null)
    {
        ArgumentNullException.ThrowIfNull(version);
        return version switch
        {
            { Record.IsRefused: true } => GateFailed(group, version, link),
            { State: VersionState.Pending } => WaitingForApproval(group, version, link),
            _ => null,
        };
    }

    /// <summary>A gate has refused a version: what it asked for, and what it got.</summary>
    public static Notification GateFailed(ModelGroup group, ModelVersion version, Uri? link = null)
    {
        var record = Record(version);
        return About(NotificationEvent.GateFailed, group, version, link,
            [.. record.Gates.OrderBy(gate => gate.Passed).Select(gate => new NotificationFact(gate.Metric, Words(gate))), .. Origin(version, record)]);
    }

    /// <summary>A version needs people who say yes: its figures, beside those of the champion.</summary>
    public static Notification WaitingForApproval(ModelGroup group, ModelVersion version, Uri? link = null)
    {
        ArgumentNullException.ThrowIfNull(group);
        var record = Record(version);
        var said = version.Decisions.Where(decision => decision.What == "approved").Select(decision => decision.By).Distinct(StringComparer.Ordinal).Count();
        NotificationFact[] approvals = record.ApprovalsNeeded > 1 ? [new("approvals", string.Create(CultureInfo.InvariantCulture, $"{said} of {record.ApprovalsNeeded}"))] : [];
        var champion = group.At(ModelGroup.Champion) ?? group.At(ModelGroup.Production);
        var metrics = record.Metrics.Take(MostMetrics).Select(metric => new NotificationFact(metric.Name, Words(metric, champion)));
        return About(NotificationEvent.WaitingForApproval, group, version, link, [.. approvals, .. metrics, .. Origin(version, record)]);
    }

    /// <summary>A name was moved to another version, forward or back.</summary>
    public static Notification Moved(ModelGroup group, AliasMove move, Uri? link = null)
    {
        ArgumentNullException.ThrowIfNull(group);
        ArgumentNullException.ThrowIfNull(move);
        var facts = new List<NotificationFact>
        {
            new("alias", move.Alias),
            new("before", move.From is { } from ? string.Create(CultureInfo.InvariantCulture, $"version {from}") : "none"),
            new("by", move.By),
        };
        if (move.Why is { Length: > 0 } why) facts.Add(new("why", why));
        var version = move.To is { } to ? group.Versions[to - 1] : null;
        if (version is null) facts.Add(new("now", "none"));
        if (version?.Record is { } record) facts.AddRange(Origin(version, record).Where(fact => fact.Name != "by"));
        return new()
        {
            Event = move.IsRollback || version is null ? NotificationEvent.RolledBack : NotificationEvent.Promoted,
            Group = group.Name,
            Version = move.To,
            Facts = facts,
            Link = link,
        };
    }

    /// <summary>A build has failed. What is told is the sentence, never a stack.</summary>
    /// <param name="stage">The stage that failed; null when none did.</param>
    public static Notification BuildFailed(string pipeline, string? stage, BuildException error, Uri? link = null)
    {
        ArgumentNullException.ThrowIfNull(error);
        NotificationFact?[] facts = [stage is null ? null : new("stage", stage), new("error", error.Message), error.Hint is null ? null : new("hint", error.Hint)];
        return new() { Event = NotificationEvent.BuildFailed, Group = pipeline, Facts = [.. facts.OfType<NotificationFact>()], Link = link };
    }

    /// <summary>Where a version comes from and what it is filed under.</summary>
    internal static IEnumerable<NotificationFact> Origin(ModelVersion version, VersionRecord record)
    {
        foreach (var tag in record.Tags) yield return new(tag.Name, tag.Value);
        yield return new("model", record.Model.Digest.Brief);
        if (record.Commit is { } commit) yield return new("commit", record.IsDirty ? $"{commit}, with changes" : commit);
        yield return new("by", version.By);
    }

    internal static Notification About(NotificationEvent what, ModelGroup group, ModelVersion version, Uri? link, IReadOnlyList<NotificationFact> facts)
    {
        ArgumentNullException.ThrowIfNull(group);
        return new() { Event = what, Group = group.Name, Version = version.Number, Facts = facts, Link = link };
    }

    private static VersionRecord Record(ModelVersion version)
    {
        ArgumentNullException.ThrowIfNull(version);
        return version.Record ?? throw new BuildException(string.Create(CultureInfo.InvariantCulture, $"version {version.Number} is damaged: {version.Damage}"), "nothing can be told of it");
    }

    private static string Words(GateFinding gate)
    {
        string?[] parts =
        [
            gate.Value is { } value ? NotificationText.Number(value) : "no value",
            gate.Passed ? $"passed {gate.Required}" : $"required {gate.Required}",
            gate.Champion is { } champion ? $"champion {NotificationText.Number(champion)}" : null,
            gate.Note,
        ];
        return string.Join(", ", parts.OfType<string>());
    }

    private static string Words(VersionMetric metric, ModelVersion? champion)
    {
        var interval = metric is { Low: { } low, High: { } high } ? $" ({NotificationText.Number(low)} to {NotificationText.Number(high)})" : "";
        var other = champion?.Record?.Metrics.FirstOrDefault(each => each.Name == metric.Name);
        return $"{NotificationText.Number(metric.Value)}{interval}{(other is null ? "" : $", champion {NotificationText.Number(other.Value)}")}";
    }
}
