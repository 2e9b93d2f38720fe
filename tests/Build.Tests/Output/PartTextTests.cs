using Levain.Host.Output;
using Levain.Planning;

namespace Levain.Host.Tests.Output;

/// <summary>How parts of trees are shown.</summary>
public sealed class PartTextTests
{
    private static readonly Artifact<Text> Made = new Node { Label = "pages" };

    private static readonly StageGraph Graph = StageGraph.Of([new Node
    {
        Label = "reads",
        Inputs = [Made.Part<Text>("2024/01.txt"), Artifact.Snapshot<Text>("shots").Part<Text>("a.csv"), Artifact.Snapshot<Text>("shots").Part<Text>("b.csv"), Artifact.Workspace<Text>("models/x").Part<Text>("c.sql")],
    }]);

    [Fact]
    public void A_graph_draws_what_they_are_parts_of_once()
    {
        var nodes = GraphView.Of("x", Graph).Nodes;

        Assert.Equal(["Node[pages]", "shots", "models/x", "Node[reads]"], nodes.Select(node => node.Name));
        Assert.Equal(3, nodes[^1].Needs.Count);
    }

    [Fact]
    public void Why_names_the_part_and_its_whole()
    {
        var text = WhyText.Of("x", Graph.Goals[0], new Decision(StageState.Depends, "depends on Node[pages]"), inputs: true);

        Assert.Contains("input.Inputs[0]  `2024/01.txt` of stage `Node[pages]`", text, StringComparison.Ordinal);
        Assert.Contains("input.Inputs[1]  `a.csv` of snapshot `shots`", text, StringComparison.Ordinal);
        Assert.Contains("input.Inputs[3]  file `models/x/c.sql`", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Why_for_machines_names_them_too()
    {
        var json = JsonOutput.Why(new BuildProfile(), [new WhyRow("x", Graph.Goals[0], new Decision(StageState.Depends, "depends on Node[pages]"), [])]);

        Assert.Contains("\"2024/01.txt of stage Node[pages]\"", json, StringComparison.Ordinal);
        Assert.Contains("\"a.csv of snapshot shots\"", json, StringComparison.Ordinal);
        Assert.Contains("\"file models/x/c.sql\"", json, StringComparison.Ordinal);
    }
}
