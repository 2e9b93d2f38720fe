namespace Levain.Planning;

/// <summary>A decision for every stage of a graph.</summary>
public sealed class Plan(StageGraph graph, IReadOnlyList<Decision> decisions)
{
    public StageGraph Graph => graph;

    public Decision this[StageNode node] => decisions[node.Index];

    public IEnumerable<(StageNode Node, Decision Decision)> All => graph.Order.Select(node => (node, decisions[node.Index]));

    /// <summary>True when a build would have nothing to run.</summary>
    public bool IsUpToDate => decisions.All(decision => decision.Output is not null);
}
