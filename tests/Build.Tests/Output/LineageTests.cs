using System.Xml.Linq;
using Levain.Host.Output;
using Levain.Registry;
using Levain.Testing;

namespace Levain.Host.Tests.Output;

/// <summary>Lineages as people, pages and machines read them.</summary>
public sealed class LineageTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 22, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public void A_lineage_as_text() => Verified.Text(LineageText.Of(Lineage(), Terminal.None));

    [Fact]
    public void A_lineage_of_which_only_the_record_is_here() => Verified.Text(LineageText.Of(Lineage(withStatement: false), Terminal.None));

    [Fact]
    public void A_lineage_as_a_picture() => Verified.Text(GraphSvg.Of(LineageGraph.Of(Lineage())));

    [Fact]
    public void A_lineage_for_Mermaid() => Verified.Text(GraphMermaid.Of(LineageGraph.Of(Lineage())));

    [Fact]
    public void A_lineage_for_machines() => Verified.Text(JsonOutput.Lineage(Lineage()));

    [Fact]
    public void Versions_made_of_something_as_text() => Verified.Text(DescendantsText.Of(Found(), Terminal.None));

    [Fact]
    public void Versions_made_of_something_for_machines() => Verified.Text(JsonOutput.Descendants(Found()));

    [Theory]
    [InlineData("<&\"'> ]]> <!--")]
    [InlineData("模型训练阶段的名字很长很长很长很长")]
    [InlineData("تدريب")]
    [InlineData("two\nlines\u001b[31m")]
    [InlineData("🏒 é\u0301")]
    public void Names_of_any_kind_can_be_drawn_and_told(string name)
    {
        var lineage = Lineage(name);

        var svg = XDocument.Parse(GraphSvg.Of(LineageGraph.Of(lineage)));
        var text = LineageText.Of(lineage, Terminal.None);

        Assert.Equal(lineage.Nodes.Count, svg.Descendants().Count(element => element.Name.LocalName == "g"));
        Assert.DoesNotContain('\u001b', text);
        Assert.DoesNotContain("\nlines", text, StringComparison.Ordinal);
    }

    private static List<DescendantsRow> Found()
    {
        var group = Group("wyscout-matches");
        return [new("snapshot", "wyscout-matches", Descendants.OfSnapshot([group], "wyscout-matches")), new("commit", "HEAD", Descendants.OfCommit([group], "d3c3c93")), new("snapshot", "weather", [])];
    }

    private static VersionLineage Lineage(string name = "wyscout-matches", bool withStatement = true)
    {
        var group = Group(name);
        var build = withStatement ? new BuildProvenance
        {
            Model = "xgoals",
            Profile = new("public", "prod"),
            Engine = "local",
            Stages =
            [
                new("SplitTable", Digest.Of("key of split"), Content.Tree(Digest.Of("split"))) { Code = Digest.Of("code of split"), Inputs = [new("Rows", LineageKind.Snapshot, name, Digest.Of("matches"))] },
                new("TrainTrees", Digest.Of("key of model"), Content.File(Digest.Of("model"))) { Code = Digest.Of("code of trees"), Inputs = [new("Training", LineageKind.Stage, "SplitTable", Digest.Of("training")) { Part = "training.parquet" }, new("Notes", LineageKind.File, $"models/{name}/notes.txt", Digest.Of("notes"))] },
                new("EvaluateTrees", Digest.Of("key of evaluation"), Content.Tree(Digest.Of("evaluation"))) { Inputs = [new("Model", LineageKind.Stage, "TrainTrees", Digest.Of("model")), new("Test", LineageKind.Stage, "SplitTable", Digest.Of("test")) { Part = "test.parquet" }] },
            ],
            Started = Noon,
            Finished = Noon,
        } : null;
        return VersionLineage.Of(group, group.Versions[0], build, new CommitFacts("carl <carl@example.org>", Noon.AddHours(-3), "Trees see the angle"));
    }

    private static ModelGroup Group(string name)
    {
        var record = new VersionRecord
        {
            Pipeline = "xgoals",
            Section = "public/prod",
            Stage = "TrainTrees",
            Model = Content.File(Digest.Of("model")),
            Evaluation = Content.Tree(Digest.Of("evaluation")),
            Stages = [new("SplitTable", Digest.Of("key of split"), Content.Tree(Digest.Of("split"))), new("TrainTrees", Digest.Of("key of model"), Content.File(Digest.Of("model"))), new("EvaluateTrees", Digest.Of("key of evaluation"), Content.Tree(Digest.Of("evaluation")))],
            Data = [new(name, Digest.Of("matches"))],
            Commit = "d3c3c93a41d1b0f3b0a1c2d3e4f5a6b7c8d9e0f1",
            IsDirty = true,
            Provenance = Digest.Of("statement"),
            Champion = new(2, Content.File(Digest.Of("champion"))),
        };
        return new(name == "wyscout-matches" ? "xgoals" : name, [new() { Number = 1, Record = record, State = VersionState.Approved, At = Noon.AddMinutes(5), By = "anna", Aliases = ["production"], Decisions = [new("approved", Noon.AddMinutes(10), "bert", "better than guessing"), new("production", Noon.AddMinutes(11), "anna", null)] }], new Dictionary<string, int>(), []);
    }
}
