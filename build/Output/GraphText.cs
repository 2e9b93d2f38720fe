using System.Text;

namespace Levain.Host.Output;

/// <summary>A graph as an indented tree: each goal, and below each stage what it needs.</summary>
internal static class GraphText
{
    // Deeper than this a tree is all indentation: the rest begins anew at the margin.
    private const int Deepest = 16;

    public static string Of(GraphView graph, bool colour = false)
    {
        var text = new StringBuilder();
        text.Append(Paint.Of(graph.Title, Tone.Heading, colour)).Append(": ").Append(graph.Summary).Append('\n');
        var roots = new Queue<GraphNode>(graph.Nodes.Where(node => node.IsGoal));
        var drawn = new HashSet<int>();
        var announced = new HashSet<int>();
        while (roots.TryDequeue(out var root))
        {
            // What was drawn below another goal needs no tree of its own.
            if (drawn.Contains(root.Index)) continue;
            text.Append('\n');
            AppendTree(text, graph, root, drawn, colour, later =>
            {
                if (announced.Add(later.Index)) roots.Enqueue(later);
            });
        }

        return text.ToString();
    }

    private static void AppendTree(StringBuilder text, GraphView graph, GraphNode root, HashSet<int> drawn, bool colour, Action<GraphNode> later)
    {
        var open = new Stack<(GraphNode Node, string Lead, string Below, int Depth)>();
        open.Push((root, "", "", 0));
        while (open.TryPop(out var next))
        {
            var (node, lead, below, depth) = next;
            var again = node.Needs.Count > 0 && drawn.Contains(node.Index);
            var cut = !again && depth >= Deepest && node.Needs.Count > 0;
            text.Append(lead).Append(Line(node, colour)).Append(again ? ", see above" : cut ? ", continued below" : "").Append('\n');
            if (cut) later(node);
            if (again || cut) continue;

            drawn.Add(node.Index);
            // Pushed in reverse: the last one pushed is drawn first.
            for (var i = node.Needs.Count - 1; i >= 0; i--)
            {
                var last = i == node.Needs.Count - 1;
                open.Push((graph.Nodes[node.Needs[i]], below + (last ? "└─ " : "├─ "), below + (last ? "   " : "│  "), depth + 1));
            }
        }
    }

    private static string Line(GraphNode node, bool colour) => node switch
    {
        { Kind: GraphKind.Snapshot } => Paint.Of($"snapshot `{node.Name}`", Tone.Quiet, colour),
        { Kind: GraphKind.File } => Paint.Of($"file `{node.Name}`", Tone.Quiet, colour),
        { Word: { } word } => $"{node.Name}  {Paint.Of(word.Text, word.Tone, colour)}{(word.Text == "stale" ? $": {node.Reason}" : "")}",
        _ => node.Name,
    };
}
