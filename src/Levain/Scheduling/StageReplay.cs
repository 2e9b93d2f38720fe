using Levain.Actions;
using Levain.Planning;

namespace Levain.Scheduling;

/// <summary>Runs one stage of a graph on other inputs than the graph gives it, as an action of its own: cached, recorded, run within the budget.</summary>
internal sealed class StageReplay(string model, BuildParts parts, StageGraph graph, IReadOnlyDictionary<string, Content> outputs)
{
    /// <param name="instead">Outputs that take the place of those that stages of these names have in the graph.</param>
    public async Task<ActionRecord> RunAsync(StageNode node, IReadOnlyDictionary<string, Content> instead, CancellationToken cancellation)
    {
        var inputs = node.Parts.Inputs.Select(input => input.Origin).Distinct().ToDictionary(origin => origin, origin => ContentOf(origin, node, instead));
        foreach (var (origin, content) in inputs) await EnsureAsync(origin, content, cancellation).ConfigureAwait(false);

        var decision = parts.Planner.Decide(node, origin => inputs[origin], locked: null);
        var run = new StageRun
        {
            Model = model,
            Name = node.Name,
            Stage = node.Stage,
            OptionTypes = node.Parts.OptionTypes,
            Key = decision.Key!,
            Decision = decision,
            Inputs = inputs,
            Rank = node.Index,
        };
        return (await new ActionRunner(parts).RunAsync(run, cancellation).ConfigureAwait(false)).Record;
    }

    private async Task EnsureAsync(Origin origin, Content content, CancellationToken cancellation)
    {
        if (origin.Root is not Origin.Made)
        {
            await parts.Inputs.FetchAsync(origin, content, cancellation).ConfigureAwait(false);
            return;
        }

        if (parts.Store.HasWhole(content)) return;
        if (parts.Elsewhere is { } elsewhere && await elsewhere.FetchAsync(content, cancellation).ConfigureAwait(false) is not null) return;
        throw new BuildException($"the bytes of {origin}, {content.Digest.Brief}, are neither here nor elsewhere", "name the remote that has them with `--remote`, or set `LEVAIN_REMOTE`");
    }

    private Content ContentOf(Origin origin, StageNode node, IReadOnlyDictionary<string, Content> instead) => origin switch
    {
        Origin.Made made when instead.TryGetValue(graph[made.Stage].Name, out var other) => other,
        Origin.Made made => outputs[graph[made.Stage].Name],
        Origin.Part { Whole: not Origin.Workspace } part => parts.Trees.Find(ContentOf(part.Whole, node, instead), part, node.Name),
        _ => parts.Inputs.Find(origin, node.Name),
    };
}
