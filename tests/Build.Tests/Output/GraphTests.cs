using System.Xml.Linq;
using Levain.Host.Output;
using Levain.Planning;
using Levain.Testing;

namespace Levain.Host.Tests.Output;

public sealed class GraphTests
{
    private static readonly GraphView Planned = GraphView.Of("xgoals", Sample.Graph, Sample.Plan);

    public static TheoryData<string> Shapes { get; } = [.. GraphShapes.All.Keys];

    [Fact]
    public void A_graph_as_text() => Verified.Text(GraphText.Of(Planned));

    [Fact]
    public void A_graph_without_a_plan_says_no_states() => Verified.Text(GraphText.Of(GraphView.Of("xgoals", Sample.Graph)));

    [Fact]
    public void A_long_chain_as_text_goes_on_at_the_margin()
    {
        var text = GraphText.Of(GraphShapes.All["chain"]);

        Assert.True(text.Split('\n').Max(line => line.Length) < 100);
        Assert.Contains("Node[step 0]", text, StringComparison.Ordinal);
        Assert.Equal(40, text.Split('\n').Count(line => line.Contains("Node[step", StringComparison.Ordinal) && !line.EndsWith("continued below", StringComparison.Ordinal)));
    }

    [Fact]
    public void A_graph_for_Mermaid() => Verified.Text(GraphMermaid.Of(Planned));

    [Fact]
    public void Names_of_any_script_and_with_any_sign_for_Mermaid() => Verified.Text(GraphMermaid.Of(GraphShapes.All["names"]));

    [Fact]
    public void A_graph_as_a_picture() => Verified.Text(GraphSvg.Of(Planned));

    [Fact]
    public void The_picture_in_the_documentation_is_the_one_that_is_drawn() =>
        Assert.Equal(File.ReadAllText(Path.Combine(TestSource.Root, "docs/images/graph.svg")), GraphSvg.Of(Planned));

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Boxes_hold_their_texts_stay_on_the_page_and_do_not_overlap(string shape)
    {
        var svg = XDocument.Parse(GraphSvg.Of(GraphShapes.All[shape])).Root!;
        var boxes = BoxesOf(svg);

        Assert.Equal(GraphShapes.All[shape].Nodes.Count, boxes.Count);
        foreach (var box in boxes)
        {
            Assert.True(box.Left >= 0 && box.Top >= 0 && box.Right <= Number(svg, "width") && box.Bottom <= Number(svg, "height"), $"{box} leaves the page");
            Assert.True(box.TextWidth <= box.Right - box.Left - 8, $"{box} is too narrow");
        }

        for (var i = 0; i < boxes.Count; i++)
            for (var j = 0; j < i; j++)
                Assert.False(boxes[i].Left < boxes[j].Right && boxes[j].Left < boxes[i].Right && boxes[i].Top < boxes[j].Bottom && boxes[j].Top < boxes[i].Bottom, $"{boxes[i]} lies on {boxes[j]}");
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void The_same_graph_is_drawn_with_the_same_bytes(string shape)
    {
        var again = GraphShapes.Make()[shape];

        Assert.Equal(GraphSvg.Of(GraphShapes.All[shape]), GraphSvg.Of(again));
    }

    [Fact]
    public void Arrows_that_need_not_cross_do_not()
    {
        // a → A and b → B, named so that the order of definition would cross them.
        var (a, b) = (GraphShapes.Of("a"), GraphShapes.Of("b"));
        var layout = new GraphLayout(GraphView.Of("m", StageGraph.Of([GraphShapes.Of("end", GraphShapes.Of("A", b), GraphShapes.Of("B", a, GraphShapes.Of("c")), GraphShapes.Of("C", b))])), _ => 10, 5);

        var first = layout.Layers[0].Select(place => place.Node!.Name).ToList();
        var second = layout.Layers[1].Select(place => place.Node!.Name).ToList();

        Assert.Equal(3, second.Count);
        Assert.True(Math.Abs(second.IndexOf("Node[A]") - second.IndexOf("Node[C]")) == 1, string.Join(' ', second));
        Assert.True(first.IndexOf("Node[b]") is 0 or 2, string.Join(' ', first));
    }

    private static List<Box> BoxesOf(XElement svg)
    {
        XNamespace ns = "http://www.w3.org/2000/svg";
        return [.. svg.Elements(ns + "g").Select(group =>
        {
            var text = group.Elements(ns + "text").Max(element => TextWidth.Of(element.Value) * 7.83);
            if (group.Element(ns + "rect") is { } rect) return new Box(group.Element(ns + "title")!.Value, Number(rect, "x"), Number(rect, "y"), Number(rect, "x") + Number(rect, "width"), Number(rect, "y") + Number(rect, "height"), text);
            var numbers = group.Element(ns + "path")!.Attribute("d")!.Value.Split(['M', 'h', 'v', 'l', 'z', ' '], StringSplitOptions.RemoveEmptyEntries).Select(part => double.Parse(part, System.Globalization.CultureInfo.InvariantCulture)).ToArray();
            return new Box(group.Element(ns + "title")!.Value, numbers[0], numbers[1], numbers[0] + numbers[2] + 11, numbers[1] + numbers[5] + 11, text);
        })];
    }

    private static double Number(XElement element, string attribute) => double.Parse(element.Attribute(attribute)!.Value, System.Globalization.CultureInfo.InvariantCulture);

    private sealed record Box(string Name, double Left, double Top, double Right, double Bottom, double TextWidth);
}

/// <summary>Graphs of the forms that are hard to draw.</summary>
internal static class GraphShapes
{
    public static IReadOnlyDictionary<string, GraphView> All { get; } = Make();

    public static Node Of(string label, params Node[] needs) => new() { Label = label, Inputs = [.. needs.Select(need => (Artifact<Text>)need)] };

    public static IReadOnlyDictionary<string, GraphView> Make() => new Dictionary<string, GraphView>(StringComparer.Ordinal)
    {
        ["one"] = View(Of("alone")),
        ["chain"] = View(Enumerable.Range(1, 39).Aggregate(Of("step 0"), (before, i) => Of($"step {i}", before))),
        ["fan"] = View(Fan()),
        ["skips"] = View(Skips()),
        ["names"] = View(Of("<&\"'>", Of("模型训练阶段的名字很长很长很长很长"), Of("تدريب"), Of("é combined e\u0301"), Of("a `tick` #1; {x} | y\\z"), Of("a name that is much too long to be shown whole in any box of a graph, number 1"), Of("a name that is much too long to be shown whole in any box of a graph, number 2"), Of("🏒 emoji"))),
        ["grid"] = View(Grid()),
        ["empty"] = GraphView.Of("empty", StageGraph.Of([])),
    };

    private static GraphView View(Stage goal) => GraphView.Of("shapes & <forms>", StageGraph.Of([goal]));

    private static Node Fan()
    {
        var data = Of("data");
        return Of("report", [.. Enumerable.Range(0, 50).Select(i => Of($"region {i}", data))]);
    }

    private static Node Skips()
    {
        var data = new Node { Label = "data", Inputs = [Artifact.Snapshot<Text>("events 2024"), Artifact.Workspace<Text>("models/m/clean.sql")] };
        var clean = Of("clean", data);
        var features = new Node { Label = "features", Inputs = [clean, Artifact.Workspace<Text>("models/m/features.sql")] };
        var split = Of("split", features);
        var tune = Of("tune", split);
        var train = Of("train", split, tune);
        var calibrate = Of("calibrate", train, split, clean);
        var evaluate = Of("evaluate", calibrate, split, data);
        return Of("card", evaluate, train, data, features);
    }

    // Five layers of six, each needing two or three of the layer before, shuffled.
    private static Node Grid()
    {
        var layer = Enumerable.Range(0, 6).Select(i => Of($"0.{i}")).ToArray();
        for (var depth = 1; depth < 5; depth++)
        {
            var before = layer;
            layer = [.. Enumerable.Range(0, 6).Select(i => Of($"{depth}.{i}", before[(i * 5 + depth) % 6], before[(i * 5 + depth + 1) % 6]))];
        }

        return Of("end", layer);
    }
}
