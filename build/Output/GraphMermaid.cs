using System.Globalization;
using System.Text;

namespace Levain.Host.Output;

/// <summary>A graph in the language of Mermaid, which many pages draw.</summary>
internal static class GraphMermaid
{
    public static string Of(GraphView graph)
    {
        var text = new StringBuilder("flowchart LR\n");
        foreach (var node in graph.Nodes) text.Append($"  n{node.Index}{Shape(node)}{(node.Word is { } word ? $":::{word.Text}" : "")}\n");
        foreach (var node in graph.Nodes)
            foreach (var need in node.Needs) text.Append($"  n{need} --> n{node.Index}\n");
        foreach (var word in graph.Nodes.Select(node => node.Word).OfType<StageWord>().Distinct().OrderBy(word => word.Text, StringComparer.Ordinal))
            text.Append($"  classDef {word.Text} {Style(word.Tone)}\n");
        return text.ToString();
    }

    private static string Shape(GraphNode node)
    {
        var label = Escape(node.Name) + (node.Word is { } word ? $"<br/>{word.Text}" : node.Said is { Length: > 0 } said ? $"<br/>{Escape(said)}" : "");
        return node.Kind switch { GraphKind.Snapshot => $"[(\"{label}\")]", GraphKind.Person => $"([\"{label}\"])", GraphKind.File => $"[/\"{label}\"/]", _ => $"[\"{label}\"]" };
    }

    // Fill and text are given together, so that both themes of a page can be read.
    private static string Style(Tone tone) => tone switch
    {
        Tone.Open => "fill:#fff3d6,stroke:#b7791f,color:#3d2a05",
        Tone.Good => "fill:#dff5e3,stroke:#2f855a,color:#0f3320",
        Tone.Bad => "fill:#fde2e1,stroke:#c53030,color:#4a0d0d",
        _ => "fill:#eef1f5,stroke:#8792a2,color:#1f2733",
    };

    /// <summary>All that Mermaid, its Markdown or the page around it would take for more than a letter, as entities by number.</summary>
    private static string Escape(string name)
    {
        var text = new StringBuilder(name.Length);
        foreach (var letter in name)
        {
            if (letter is '"' or '#' or '&' or '<' or '>' or '`' or '\\' or '*' or '_' or '~' or '|' or ';' or '{' or '}')
                text.Append('#').Append(((int)letter).ToString(CultureInfo.InvariantCulture)).Append(';');
            else text.Append(letter);
        }

        return text.ToString();
    }
}
