using Levain.Planning;

namespace Levain.Host.Output;

/// <summary>What a box of a graph stands for.</summary>
internal enum GraphKind
{
    Stage,
    Snapshot,
    File,
    Person,
    Commit,
    Version,
}

/// <summary>A box of a graph.</summary>
internal sealed record GraphNode(int Index, string Name, GraphKind Kind)
{
    /// <summary>Null when nothing was planned, and for what comes from outside.</summary>
    public StageWord? Word { get; init; }

    public string Reason { get; init; } = "";

    /// <summary>What the second line says of a box that has no state; null names its kind.</summary>
    public string? Said { get; init; }

    /// <summary>The boxes that it needs, without repetition.</summary>
    public IReadOnlyList<int> Needs { get; init; } = [];

    public bool IsGoal { get; init; }

    /// <summary>What the second line of a box says; what it is, where nothing else is given.</summary>
    public string Caption => Word?.Text ?? Said ?? Kind switch { GraphKind.Snapshot => "snapshot", GraphKind.File => "file", _ => "stage" };
}

/// <summary>A pipeline as boxes and arrows: its stages, and what comes into it from outside.</summary>
internal sealed class GraphView
{
    private readonly string? summary;

    /// <param name="summary">What is said of it all; null counts its stages and inputs.</param>
    public GraphView(string title, IReadOnlyList<GraphNode> nodes, string? summary = null) => (Title, Nodes, this.summary) = (title, nodes, summary);

    /// <summary>The name of the model.</summary>
    public string Title { get; }

    /// <summary>Each after what it needs.</summary>
    public IReadOnlyList<GraphNode> Nodes { get; }

    public static GraphView Of(string title, StageGraph graph, Plan? plan = null)
    {
        var nodes = new List<GraphNode>();
        var stages = new Dictionary<StageNode, int>();
        var outside = new Dictionary<Origin, int>();
        var goals = graph.Goals.ToHashSet();
        foreach (var stage in graph.Order)
        {
            var needs = stage.Parts.Inputs
                .Select(input => input.Origin.Root is Origin.Made made ? stages[graph[made.Stage]] : Outside(input.Origin.Root, nodes, outside))
                .Distinct().ToList();
            var decision = plan?[stage];
            stages[stage] = nodes.Count;
            nodes.Add(new GraphNode(nodes.Count, TextWidth.Clean(stage.Name), GraphKind.Stage)
            {
                Word = decision is null ? null : StageWord.Of(decision.State),
                Reason = TextWidth.Clean(decision?.Reason ?? ""),
                Needs = needs,
                IsGoal = goals.Contains(stage),
            });
        }

        return new GraphView(TextWidth.Clean(title), nodes);
    }

    /// <summary>A sentence such as <c>4 stages: 1 stale, 3 fresh; 2 inputs from outside</c>.</summary>
    public string Summary
    {
        get
        {
            if (summary is not null) return summary;
            var stages = Nodes.Where(node => node.Kind == GraphKind.Stage).ToList();
            var counts = new List<string>();
            foreach (var word in StageWord.Urgency)
                if (CountOf(stages, word) is > 0 and var count) counts.Add($"{count} {word}");
            var inputs = Nodes.Count - stages.Count;
            return Amounts.Count(stages.Count, "stage") + (counts.Count == 0 ? "" : $": {string.Join(", ", counts)}") + (inputs == 0 ? "" : $"; {Amounts.Count(inputs, "input")} from outside");
        }
    }

    private static int CountOf(List<GraphNode> stages, string word) => stages.Count(stage => stage.Word?.Text == word);

    private static int Outside(Origin origin, List<GraphNode> nodes, Dictionary<Origin, int> known)
    {
        if (known.TryGetValue(origin, out var index)) return index;
        var (name, kind) = origin is Origin.Snapshot snapshot ? (snapshot.Name, GraphKind.Snapshot) : (((Origin.Workspace)origin).Path, GraphKind.File);
        nodes.Add(new GraphNode(nodes.Count, TextWidth.Clean(name), kind));
        return known[origin] = nodes.Count - 1;
    }
}
