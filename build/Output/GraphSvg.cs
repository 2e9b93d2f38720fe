using System.Globalization;
using System.Text;

namespace Levain.Host.Output;

/// <summary>A graph as a picture of its own: one SVG file, readable on light and dark pages.</summary>
internal sealed class GraphSvg
{
    private const double LetterWidth = 8.2, BoxHeight = 46, BoxPadding = 16, BoxGap = 18, LayerGap = 64, Margin = 24, TitleHeight = 48, LeastWidth = 320;
    private const int LongestName = 34;

    private readonly GraphView graph;
    private readonly GraphLayout layout;
    private readonly bool across;
    private readonly double[] depth, thickness;
    private readonly double width, height, shift;

    private GraphSvg(GraphView graph)
    {
        this.graph = graph;
        // The longer way goes down the page: pages scroll down.
        var upright = new GraphLayout(graph, WidthOf, BoxGap);
        across = upright.Layers.Count <= 1 || upright.Layers.Count <= 8 || upright.Layers.Count < upright.Layers.Max(layer => layer.Count(place => place.Node is not null));
        layout = across ? new GraphLayout(graph, _ => BoxHeight, BoxGap) : upright;
        thickness = [.. layout.Layers.Select(layer => across ? layer.Max(place => place.Node is { } node ? WidthOf(node) : 0) : BoxHeight)];
        depth = new double[thickness.Length];
        for (var i = 1; i < depth.Length; i++) depth[i] = depth[i - 1] + thickness[i - 1] + LayerGap;

        var length = depth.Length == 0 ? 0 : depth[^1] + thickness[^1];
        var breadth = layout.Layers.SelectMany(layer => layer).Select(place => place.Middle + place.Breadth / 2).DefaultIfEmpty(0).Max();
        var least = Math.Max(LeastWidth, Math.Max(TextLength(graph.Title) * 1.25, TextLength(graph.Summary)) + 2 * Margin);
        var drawn = (across ? length : breadth) + 2 * Margin;
        width = Math.Max(least, drawn);
        shift = (width - drawn) / 2;
        height = (across ? breadth : length) + 2 * Margin + TitleHeight;
    }

    public static string Of(GraphView graph) => new GraphSvg(graph).Draw();

    private string Draw()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width:0}\" height=\"{height:0}\" viewBox=\"0 0 {width:0} {height:0}\" role=\"img\" aria-labelledby=\"title desc\">\n");
        text.Append($"<title id=\"title\">{Escape(graph.Title)}</title>\n<desc id=\"desc\">{Escape(graph.Summary)}</desc>\n");
        text.Append(Style);
        text.Append("<defs><marker id=\"tip\" viewBox=\"0 0 8 8\" refX=\"7\" refY=\"4\" markerWidth=\"7\" markerHeight=\"7\" orient=\"auto\"><path class=\"tip\" d=\"M0 0.5 8 4 0 7.5Z\"/></marker></defs>\n");
        text.Append("<rect class=\"page\" width=\"100%\" height=\"100%\" rx=\"10\"/>\n");
        text.Append(CultureInfo.InvariantCulture, $"<text class=\"head\" x=\"{Margin:0}\" y=\"{Margin + 10:0}\">{Escape(graph.Title)}</text><text class=\"sum\" x=\"{Margin:0}\" y=\"{Margin + 29:0}\">{Escape(graph.Summary)}</text>\n");
        foreach (var arrow in layout.Arrows) AppendArrow(text, arrow);
        foreach (var box in layout.Boxes) AppendBox(text, box);
        return text.Append("</svg>\n").ToString();
    }

    private void AppendArrow(StringBuilder text, IReadOnlyList<GraphPlace> arrow)
    {
        var (alongFrom, middle) = (EndOf(arrow[0]), arrow[0].Middle);
        text.Append($"<path class=\"arrow\" marker-end=\"url(#tip)\" d=\"M{Point(alongFrom, middle)}");
        for (var i = 1; i < arrow.Count; i++)
        {
            var (alongTo, next) = (depth[arrow[i].Layer] - (i == arrow.Count - 1 ? 2 : 0), arrow[i].Middle);
            var half = (alongFrom + alongTo) / 2;
            text.Append($"C{Point(half, middle)} {Point(half, next)} {Point(alongTo, next)}");
            (alongFrom, middle) = (alongTo, next);
            if (arrow[i].Node is not null) break;
            // Past the boxes of a layer an arrow runs straight.
            alongFrom = depth[arrow[i].Layer] + thickness[arrow[i].Layer];
            text.Append($"L{Point(alongFrom, middle)}");
        }

        text.Append("\"/>\n");
    }

    private double EndOf(GraphPlace box) => depth[box.Layer] + thickness[box.Layer];

    private void AppendBox(StringBuilder text, GraphPlace box)
    {
        var node = box.Node!;
        var size = across ? thickness[box.Layer] : WidthOf(node);
        var left = Margin + shift + (across ? depth[box.Layer] : box.Middle - size / 2);
        var top = Margin + TitleHeight + (across ? box.Middle - BoxHeight / 2 : depth[box.Layer]);
        text.Append($"<g class=\"{ClassOf(node)}\"><title>{Escape(TitleOf(node))}</title>");
        text.Append(Outline(node.Kind, left, top, size));
        text.Append(CultureInfo.InvariantCulture, $"<text class=\"name\" x=\"{left + size / 2:0.#}\" y=\"{top + 20:0.#}\">{Escape(TextWidth.CutMiddle(node.Name, LongestName))}</text>");
        text.Append(CultureInfo.InvariantCulture, $"<text class=\"word\" x=\"{left + size / 2:0.#}\" y=\"{top + 36:0.#}\">{Escape(node.Caption)}</text></g>\n");
    }

    private static string Outline(GraphKind kind, double x, double y, double size) => kind switch
    {
        GraphKind.Stage or GraphKind.Commit or GraphKind.Version => string.Create(CultureInfo.InvariantCulture, $"<rect x=\"{x:0.#}\" y=\"{y:0.#}\" width=\"{size:0.#}\" height=\"{BoxHeight:0.#}\" rx=\"7\"/>"),
        GraphKind.Snapshot or GraphKind.Person => string.Create(CultureInfo.InvariantCulture, $"<rect x=\"{x:0.#}\" y=\"{y:0.#}\" width=\"{size:0.#}\" height=\"{BoxHeight:0.#}\" rx=\"{BoxHeight / 2:0.#}\"/>"),
        // A sheet of paper with a folded corner.
        _ => string.Create(CultureInfo.InvariantCulture, $"<path d=\"M{x:0.#} {y:0.#}h{size - 11:0.#}l11 11v{BoxHeight - 11:0.#}h{-size:0.#}zM{x + size - 11:0.#} {y:0.#}v11h11\"/>"),
    };

    private string Point(double along, double aside)
    {
        var (x, y) = across ? (along, aside) : (aside, along);
        return string.Create(CultureInfo.InvariantCulture, $"{Margin + shift + x:0.#} {Margin + TitleHeight + y:0.#}");
    }

    private static string ClassOf(GraphNode node) => node.Kind != GraphKind.Stage && node.Word is null ? "outside" : node.Word?.Tone switch
    {
        Tone.Open => "open",
        Tone.Good => "good",
        Tone.Bad => "bad",
        Tone.Quiet => "quiet",
        _ => "stage",
    };

    // A caption of its own is the beginning of the reason.
    private static string TitleOf(GraphNode node) => !string.IsNullOrEmpty(node.Said) && node.Reason.Length > 0 ? $"{node.Name}: {node.Reason}" : $"{node.Name}: {node.Caption}{(node.Reason.Length > 0 ? $", {node.Reason}" : "")}";

    private static double WidthOf(GraphNode node) => Math.Max(TextLength(TextWidth.CutMiddle(node.Name, LongestName)), TextLength(node.Caption)) + 2 * BoxPadding;

    // In a font of fixed width letters are 0.6 em wide; whatever another font lends may be wider, so that it gets room to be.
    private static double TextLength(string text)
    {
        var length = 0.0;
        foreach (var rune in text.EnumerateRunes()) length += rune.IsAscii ? LetterWidth : LetterWidth * Math.Max(TextWidth.Of(rune.ToString()), 1) * 1.15;
        return length;
    }

    private static string Escape(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal)
        .Replace("<", "&lt;", StringComparison.Ordinal)
        .Replace(">", "&gt;", StringComparison.Ordinal)
        .Replace("\"", "&quot;", StringComparison.Ordinal);

    private const string Style =
        """
        <style>
        text{font-family:ui-monospace,"Cascadia Mono",Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:13px;fill:#1f2733}
        .page{fill:#fff}.head{font-size:16px;font-weight:600}.sum{font-size:12px;fill:#566071}
        .name,.word{text-anchor:middle}.word{font-size:11px;fill:#566071}
        .arrow{fill:none;stroke:#98a2b3;stroke-width:1.4}.tip{fill:#98a2b3}
        g>rect,g>path{fill:#f6f8fa;stroke:#98a2b3;stroke-width:1.2}
        .outside>rect,.outside>path{fill:#eef2fb;stroke:#7086b8;stroke-dasharray:4 3}
        .open>rect{fill:#fff3d6;stroke:#b7791f}.open>.word{fill:#7b4d0b}
        .good>rect{fill:#dff5e3;stroke:#2f855a}.good>.word{fill:#1e6340}
        .bad>rect{fill:#fde2e1;stroke:#c53030}.bad>.word{fill:#9b1c1c}
        @media (prefers-color-scheme:dark){
        text{fill:#e6eaf0}.page{fill:#0f141b}.sum,.word{fill:#a3adbb}
        .arrow{stroke:#66707f}.tip{fill:#66707f}
        g>rect,g>path{fill:#1a212b;stroke:#66707f}
        .outside>rect,.outside>path{fill:#182238;stroke:#6d86c4}
        .open>rect{fill:#3a2b0c;stroke:#d69e2e}.open>.word{fill:#f2c766}
        .good>rect{fill:#12321f;stroke:#48bb78}.good>.word{fill:#86e0ab}
        .bad>rect{fill:#3d1416;stroke:#f56565}.bad>.word{fill:#ffa3a3}
        }
        </style>

        """;
}
