namespace Levain.Registry.Tests.Lineage;

/// <summary>From a version one comes to data, code, commit and people, and from a snapshot or commit to versions.</summary>
public sealed class VersionLineageTests
{
    private static readonly CommitFacts Facts = new("carl", Builds.Noon.AddHours(-3), "Trees see the angle");

    private static readonly ModelVersion Version = Builds.Version(Builds.Record(Builds.Of()));

    [Fact]
    public void A_version_leads_to_all_that_it_came_from()
    {
        var lineage = VersionLineage.Of(Builds.Group("xgoals", Version), Version, Builds.Of(), Facts);

        Assert.True(lineage.HasSteps);
        Assert.Equal(
            ["commit: carl", "snapshot:", "stage: wyscout-matches", "file:", "file:", "stage: SplitTable, models/xgoals/notes.txt, models/xgoals/rows.sql", "stage: TrainTrees, SplitTable"],
            lineage.Nodes.Where(node => node.Kind is not (LineageKind.Person or LineageKind.Version)).Select(node => $"{node.Kind.ToString().ToLowerInvariant()}: {string.Join(", ", node.Needs.Select(need => lineage.Nodes[need].Name))}".TrimEnd()));
        Assert.Equal(["d3c3c93a41d1b0f3b0a1c2d3e4f5a6b7c8d9e0f1", "TrainTrees", "EvaluateTrees", "anna", "bert"], lineage.Nodes[^1].Needs.Select(need => lineage.Nodes[need].Name));
        Assert.Equal((Digest.Of("key of model"), Digest.Of("code of trees"), Digest.Of("model")), lineage.Nodes.Where(node => node.Name == "TrainTrees").Select(node => (node.Key!.Value, node.Code!.Value, node.Digest!.Value)).Single());
    }

    [Fact]
    public void People_are_named_once_with_all_that_they_did()
    {
        var lineage = VersionLineage.Of(Builds.Group("xgoals", Version), Version, commit: Facts with { Author = "bert" });

        Assert.Equal(
            [("bert", "wrote the commit 2026-11-22 09:00Z; approved it 2026-11-22 12:10Z: better than guessing"), ("anna", "registered it 2026-11-22 12:05Z; made it production 2026-11-22 12:11Z")],
            lineage.Nodes.Where(node => node.Kind == LineageKind.Person).Select(node => (node.Name, node.Note)));
    }

    [Fact]
    public void Without_the_statement_all_that_is_known_leads_to_the_version_itself()
    {
        var lineage = VersionLineage.Of(Builds.Group("xgoals", Version), Version);

        Assert.False(lineage.HasSteps);
        Assert.Equal(["wyscout-matches", "SplitTable", "TrainTrees", "EvaluateTrees"], lineage.Nodes[^1].Needs.Select(need => lineage.Nodes[need]).Where(node => node.Kind is LineageKind.Snapshot or LineageKind.Stage).Select(node => node.Name));
    }

    [Fact]
    public void The_statement_of_another_build_tells_no_steps_of_this_one()
    {
        var other = Builds.Of() with { Stages = [.. Builds.Of().Stages.Select(stage => stage with { Key = Digest.Of($"other {stage.Name}") })] };

        var lineage = VersionLineage.Of(Builds.Group("xgoals", Version), Version, other);

        Assert.All(lineage.Nodes.Where(node => node.Kind == LineageKind.Stage), node => Assert.Empty(node.Needs));
    }

    [Fact]
    public void Every_part_comes_after_what_it_came_from()
    {
        var lineage = VersionLineage.Of(Builds.Group("xgoals", Version), Version, Builds.Of(), Facts);

        Assert.All(lineage.Nodes, node => Assert.All(node.Needs, need => Assert.True(need < node.Index)));
        Assert.Equal(Enumerable.Range(0, lineage.Nodes.Count), lineage.Nodes.Select(node => node.Index));
    }

    [Fact]
    public void A_damaged_version_is_refused_with_a_sentence()
    {
        var damaged = Version with { Record = null, State = VersionState.Damaged, Damage = "its seal is broken" };

        var error = Assert.Throws<BuildException>(() => VersionLineage.Of(Builds.Group("xgoals", damaged), damaged));

        Assert.Equal("version 3 of `xgoals` is damaged: its seal is broken", error.Message);
    }

    [Fact]
    public void A_snapshot_leads_to_every_version_of_every_group()
    {
        var (newer, other) = (Record(data: "newer"), Record(snapshot: "weather", data: "rain"));
        ModelGroup[] groups = [Builds.Group("a", Builds.Version(newer, 1), Builds.Version(other, 2)), Builds.Group("b", Version with { Record = null, State = VersionState.Damaged }, Version)];

        Assert.Equal([("a", 1), ("b", 3)], Descendants.OfSnapshot(groups, "wyscout-matches").Select(found => (found.Group, found.Version.Number)));
        Assert.Equal([("b", 3, $"wyscout-matches {Digest.Of("matches")}")], Descendants.OfSnapshot(groups, Digest.Of("matches").ToString()).Select(found => (found.Group, found.Version.Number, found.Of)));
        Assert.Equal([("a", 1)], Descendants.OfSnapshot(groups, Digest.Of("newer").Hex[..7].ToUpperInvariant()).Select(found => (found.Group, found.Version.Number)));
        Assert.Empty(Descendants.OfSnapshot(groups, "wyscout"));
    }

    [Theory]
    [InlineData("d3c3c93a41d1b0f3b0a1c2d3e4f5a6b7c8d9e0f1", 1)]
    [InlineData("d3c3c93", 1)]
    [InlineData("D3C3C93", 1)]
    [InlineData("e3c3c93", 0)]
    public void A_commit_leads_to_the_versions_made_of_it(string commit, int count) =>
        Assert.Equal(count, Descendants.OfCommit([Builds.Group("xgoals", Version, Version with { Number = 4, Record = Version.Record! with { Commit = null } })], commit).Count);

    [Theory]
    [InlineData("d3c3c9", "six digits may be anything")]
    [InlineData("main", "a branch that is not known here")]
    [InlineData("", "nothing")]
    public void What_is_no_commit_is_refused(string commit, string why)
    {
        var error = Assert.Throws<UsageException>(() => Descendants.OfCommit([], commit));

        Assert.Equal($"`{commit}` is no commit that is known here", error.Message);
        Assert.NotEmpty(why);
    }

    private static VersionRecord Record(string snapshot = "wyscout-matches", string data = "matches") => Version.Record! with { Data = [new(snapshot, Digest.Of(data))] };
}
