using Levain.Actions;
using Levain.Learning;
using Levain.Planning;

namespace Levain.Host.Output;

/// <summary>What an output came from: data, files and stages, each before what it led to.</summary>
internal static class Lineage
{
    public static IReadOnlyList<LineageFact> Of(Plan plan, StageNode goal, ActionCache actions)
    {
        var needed = new HashSet<StageNode>();
        Add(goal, needed);
        var facts = new List<LineageFact>();
        var outside = new HashSet<string>(StringComparer.Ordinal);
        foreach (var node in plan.Graph.Order.Where(needed.Contains))
        {
            var decision = plan[node];
            foreach (var input in node.Parts.Inputs)
                if (input.Origin.Root is not Origin.Made && outside.Add(input.Origin.Root.ToString())) facts.Add(new(input.Origin.Root.ToString().Replace("`", "", StringComparison.Ordinal), "", PartOf(decision, $"input.{input.Name}")));
            facts.Add(new(node.Name, $"{decision.Key?.Digest}", $"{decision.Output?.Digest}") { Code = PartOf(decision, "code"), Metrics = (decision.Record ?? (decision.Key is { } key ? actions.Find(key.Digest) : null))?.Metrics ?? [] });
        }

        return facts;
    }

    private static void Add(StageNode node, HashSet<StageNode> needed)
    {
        if (!needed.Add(node)) return;
        foreach (var need in node.Needs) Add(need, needed);
    }

    private static string PartOf(Decision decision, string name) => decision.Key?.Parts.FirstOrDefault(part => part.Key == name).Value ?? "";
}
