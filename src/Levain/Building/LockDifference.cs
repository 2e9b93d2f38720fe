using Levain.Actions;
using Levain.Fingerprints;
using Levain.Locks;

namespace Levain.Building;

/// <summary>A stage that two locks do not agree on.</summary>
/// <param name="Old">Null when only the new lock has the stage.</param>
/// <param name="New">Null when only the old lock has it.</param>
public sealed record StageDifference(string Section, string Stage, LockedStage? Old, LockedStage? New)
{
    /// <summary>The parts of the keys that differ, when both actions are known here.</summary>
    public IReadOnlyList<string> Reasons { get; init; } = [];

    /// <summary>Metrics of both, from the action cache where it has them, else from the locks.</summary>
    public IReadOnlyList<MetricDifference> Metrics { get; init; } = [];

    /// <summary>Says whether the output moved too: a new key alone need not change a byte.</summary>
    public bool OutputChanged => Old?.Output != New?.Output;
}

/// <param name="Old">Null when it was not measured.</param>
/// <param name="New">Null when it is no longer measured.</param>
public sealed record MetricDifference(string Name, double? Old, double? New);

/// <summary>Compares what two locks record.</summary>
public sealed class LockDifference(Workspace workspace)
{
    public IReadOnlyList<StageDifference> Between(ModelLock old, ModelLock now)
    {
        ArgumentNullException.ThrowIfNull(old);
        ArgumentNullException.ThrowIfNull(now);
        return [.. old.Sections.Concat(now.Sections).Select(section => section.Name).Distinct().Order(StringComparer.Ordinal).SelectMany(section => Between(section, old.Find(section), now.Find(section)))];
    }

    private IEnumerable<StageDifference> Between(string section, LockSection? old, LockSection? now)
    {
        var before = (old?.Stages ?? []).ToDictionary(stage => stage.Name, StringComparer.Ordinal);
        var after = (now?.Stages ?? []).ToDictionary(stage => stage.Name, StringComparer.Ordinal);
        foreach (var name in before.Keys.Union(after.Keys).Order(StringComparer.Ordinal))
        {
            var (left, right) = (before.GetValueOrDefault(name), after.GetValueOrDefault(name));
            if (left is null || !left.Equals(right)) yield return Describe(section, name, left, right);
        }
    }

    private StageDifference Describe(string section, string name, LockedStage? left, LockedStage? right)
    {
        var (before, after) = (left is null ? null : workspace.Actions.Find(left.Key), right is null ? null : workspace.Actions.Find(right.Key));
        return new StageDifference(section, name, left, right)
        {
            Reasons = before is null || after is null ? [] : [.. KeyDifference.Between(before.Key, after.Key).SelectMany(difference => Sentences(difference, before, after))],
            Metrics = [.. Metrics(before?.Metrics ?? left?.Metrics ?? [], after?.Metrics ?? right?.Metrics ?? [])],
        };
    }

    private IEnumerable<string> Sentences(KeyDifference difference, ActionRecord before, ActionRecord after)
    {
        yield return difference.Sentence;
        if (difference.Part != "code" || before.Code is not { } old || after.Code is not { } now || !workspace.Store.Has(old) || !workspace.Store.Has(now)) yield break;
        foreach (var sentence in CodeDiff.Between(CodeMembers.Read(workspace.Store.Read(old)), CodeMembers.Read(workspace.Store.Read(now)))) yield return $"  {sentence}";
    }

    private static IEnumerable<MetricDifference> Metrics(IReadOnlyList<KeyValuePair<string, double>> before, IReadOnlyList<KeyValuePair<string, double>> after)
    {
        var (old, now) = (before.ToDictionary(StringComparer.Ordinal), after.ToDictionary(StringComparer.Ordinal));
        return old.Keys.Union(now.Keys).Order(StringComparer.Ordinal)
            .Select(name => new MetricDifference(name, old.TryGetValue(name, out var left) ? left : null, now.TryGetValue(name, out var right) ? right : null))
            .Where(metric => metric.Old != metric.New);
    }
}
