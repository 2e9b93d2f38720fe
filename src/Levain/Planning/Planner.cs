using Levain.Actions;
using Levain.Locks;
using Levain.Remotes;
using Levain.Store;

namespace Levain.Planning;

/// <summary>Decides for each stage whether it has to run, and says why.</summary>
internal sealed class Planner(IContentStore store, ActionCache actions, IStageCodes codes, IInputs inputs, PlanEnvironment environment, IElsewhere? elsewhere = null)
{
    /// <summary>Decides all stages of a graph without running any.</summary>
    public Plan Plan(StageGraph graph, IReadOnlyDictionary<string, LockedStage> locked)
    {
        var decisions = new Decision[graph.Order.Count];
        var asked = 0;
        foreach (var node in graph.Order)
        {
            if (elsewhere is not null && node.Index >= asked) asked = AskAhead(graph, decisions, node.Index, locked);

            var waitsFor = node.Needs.FirstOrDefault(need => decisions[need.Index].Output is null);
            decisions[node.Index] = waitsFor is null
                ? Decide(node, origin => ContentOf(origin, node, graph, decisions), locked.GetValueOrDefault(node.Name))
                : new Decision(StageState.Depends, $"depends on {waitsFor.Name}");
        }

        return new Plan(graph, decisions);
    }

    /// <summary>Decides one stage whose inputs are all known.</summary>
    /// <param name="locked">What the lock says of the stage; null when it says nothing.</param>
    public Decision Decide(StageNode node, Func<Origin, Content> contentOf, LockedStage? locked)
    {
        var key = KeyOf(node, contentOf);
        if (locked is not null && locked.Key == key.Digest)
        {
            if (store.Has(locked.Output.Digest)) return new Decision(StageState.Fresh, "nothing changed") { Key = key, Output = locked.Output };
            if (actions.Find(key.Digest) is { } other && other.Output != locked.Output && store.Has(other.Output.Digest))
                return new Decision(StageState.Recorded, $"the lock records {locked.Output.Digest.Brief}, but this machine made {other.Output.Digest.Brief}") { Key = key, Output = locked.Output, Record = other };
            return new Decision(StageState.Recorded, "recorded in the lock, not here") { Key = key, Output = locked.Output };
        }

        if (actions.Find(key.Digest) is { } record)
            return store.Has(record.Output.Digest)
                ? new Decision(StageState.Cached, "ran before with the same key") { Key = key, Output = record.Output, Record = record }
                : new Decision(StageState.Recorded, $"its output {record.Output.Digest.Brief} is gone from the store") { Key = key, Output = record.Output, Record = record };

        if (elsewhere?.Find(key.Digest) is { } far)
            return new Decision(StageState.Cached, "ran elsewhere with the same key") { Key = key, Output = far.Output, Record = far };

        return Stale(key, locked);
    }

    // Remotes answer slowly, but many questions at once: all stages from here on whose inputs are known by now are asked for together.
    private int AskAhead(StageGraph graph, Decision[] decisions, int from, IReadOnlyDictionary<string, LockedStage> locked)
    {
        var keys = new List<Digest>();
        var next = from;
        for (; next < graph.Order.Count; next++)
        {
            var node = graph.Order[next];
            if (node.Needs.Any(need => need.Index >= from)) break;
            if (node.Needs.Any(need => decisions[need.Index].Output is null)) continue;
            var key = KeyOf(node, origin => ContentOf(origin, node, graph, decisions)).Digest;
            if (locked.GetValueOrDefault(node.Name)?.Key != key && actions.Find(key) is null) keys.Add(key);
        }

        if (keys.Count > 1) elsewhere!.Prefetch(keys);
        return Math.Max(next, from + 1);
    }

    private Decision Stale(ActionKey key, LockedStage? locked)
    {
        if (locked is null) return new Decision(StageState.Stale, "never built") { Key = key };
        if (actions.Find(locked.Key) is not { } previous)
            return new Decision(StageState.Stale, $"its key is not the one in the lock ({locked.Key.Brief}), whose parts are not here") { Key = key };

        var differences = KeyDifference.Between(previous.Key, key.Parts);
        return new Decision(StageState.Stale, string.Join("; ", differences.Select(difference => difference.Sentence))) { Key = key, Previous = previous, Differences = differences };
    }

    public ActionKey KeyOf(StageNode node, Func<Origin, Content> contentOf)
    {
        var type = node.Stage.GetType();
        var code = codes.Of(type, node.Parts.OptionTypes);
        var parts = new List<KeyValuePair<string, string>> { new("stage", type.FullName ?? type.Name), new("code", code.Digest.ToString()) };
        foreach (var part in code.Parts) parts.Add(part);
        foreach (var part in environment.Parts) parts.Add(part);
        foreach (var (name, value) in node.Parts.Options) parts.Add(new($"option.{name}", value));
        foreach (var input in node.Parts.Inputs) parts.Add(new($"input.{input.Name}", Named(input.Origin, contentOf(input.Origin), node.Name)));
        return new ActionKey(parts);
    }

    private string Named(Origin origin, Content content, string stage) =>
        content.IsTree ? $"tree {content.Digest}"
        : origin is Origin.Workspace { Meaning: { } meaning } file ? $"{meaning.Word} {inputs.MeaningOf(file, content, stage)}"
        : content.Digest.ToString();

    private Content ContentOf(Origin origin, StageNode node, StageGraph graph, Decision[] decisions) =>
        origin is Origin.Made made ? decisions[graph[made.Stage].Index].Output!.Value : inputs.Find(origin, node.Name);
}
