using System.Text.Json;
using System.Text.Json.Nodes;

namespace Levain.Host.Tests;

/// <summary>Builds write down how they went, and <c>Why</c> walks from versions to data, code, commit and people, and back.</summary>
[Collection(nameof(BuiltWorkspace))]
public sealed class LineageTargetTests(BuiltWorkspace workspace) : IDisposable
{
    // A registry of this test alone, which another clone reaches too.
    private readonly string remote = Directory.CreateTempSubdirectory("levain-remote-").FullName;

    public void Dispose() => Directory.Delete(remote, recursive: true);

    [Fact]
    public void A_build_writes_how_it_went_and_a_build_of_nothing_writes_nothing()
    {
        var before = Statements().ToHashSet();
        Run("anna-nowhere-else", "Train", "--model", "judged", "--set", "Points.Seed=77").MustEnd(0);
        var written = Assert.Single(Statements().Except(before));
        var stamp = File.GetLastWriteTimeUtc(written);

        Run("anna-nowhere-else", "Train", "--model", "judged", "--set", "Points.Seed=77").MustEnd(0);

        Assert.Equal(stamp, File.GetLastWriteTimeUtc(written));
        Assert.Equal(before.Count + 1, Statements().Count());
        var text = File.ReadAllText(written);
        var statement = JsonNode.Parse(text)!;
        var modelLock = JsonNode.Parse(workspace.Read("models/judged/model.lock.json"))!;
        var locked = modelLock["sections"]?.AsObject() ?? modelLock.AsObject();
        Assert.Equal(["Points.Seed=77"], statement["predicate"]!["buildDefinition"]!["externalParameters"]!["set"]!.AsArray().Select(each => (string?)each));
        Assert.Equal(["Points", "SplitTable", "TrainLogistic", "EvaluateLinear"], statement["subject"]!.AsArray().Select(subject => (string?)subject!["name"]));
        Assert.All(statement["subject"]!.AsArray(), subject => Assert.Contains((string)subject!["digest"]!["sha256"]!, locked.ToJsonString(), StringComparison.Ordinal));
        Assert.Equal(Digest.Of(File.ReadAllBytes(workspace.PathOf("models/judged/model.lock.json"))).Hex, (string?)statement["predicate"]!["runDetails"]!["byproducts"]![0]!["digest"]!["sha256"]);
        // Nothing of this machine or of who sits here.
        foreach (var secret in (string[])[workspace.Root, Path.GetTempPath(), remote, "anna"])
            Assert.DoesNotContain(secret, text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_version_is_followed_to_its_data_and_people_in_another_clone_too()
    {
        Run("anna", "Register", "--model", "judged").MustEnd(0);
        Run("bert", "Approve", "--group", "judged", "--version", "1", "--reason", "looks right").MustEnd(0);
        using var clones = new Remotes.Clones();

        var here = Run("anna", "Why", "--group", "judged", "--version", "latest").MustEnd(0);
        var there = clones.Run(clones.Second, $"--target Why --group judged --version 1 --remote {remote}").MustEnd(0);
        using var json = JsonDocument.Parse(Run("anna", "Why", "--model", "judged", "--version", "1", "--json").MustEnd(0).Output);

        Assert.Equal(here.Output, there.Output);
        Assert.Contains("judged version 1: approved", here.Output, StringComparison.Ordinal);
        Assert.Contains("looks right", here.Output, StringComparison.Ordinal);
        Assert.DoesNotContain("is not known", here.Output, StringComparison.Ordinal);
        var nodes = json.RootElement.GetProperty("nodes").EnumerateArray().ToList();
        Assert.Equal(["stage Points", "stage SplitTable", "stage TrainLogistic", "stage EvaluateLinear", "person anna", "person bert", "version judged version 1"], nodes.Select(node => $"{node.GetProperty("kind").GetString()} {node.GetProperty("name").GetString()}"));
        Assert.Equal(["", "0", "1", "1 2"], nodes.Take(4).Select(node => string.Join(' ', node.GetProperty("needs").EnumerateArray().Select(need => need.GetInt32()).Order())));
        Assert.Equal("levain.lineage/1", json.RootElement.GetProperty("schema").GetString());
    }

    [Fact]
    public void A_lineage_is_drawn_to_a_file()
    {
        Run("anna", "Register", "--model", "judged").MustEnd(0);

        var run = Run("anna", "Why", "--group", "judged", "--version", "1", "--format", "svg", "--output", "lineage.svg").MustEnd(0);

        Assert.Equal("", run.Output);
        var svg = workspace.Read("lineage.svg");
        File.Delete(workspace.PathOf("lineage.svg"));
        Assert.StartsWith("<svg", svg, StringComparison.Ordinal);
        Assert.Contains("TrainLogistic", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void A_snapshot_that_led_to_nothing_is_told_and_an_unknown_one_is_refused()
    {
        Run("anna", "Register", "--model", "judged").MustEnd(0);
        using var pinned = workspace.With("data.lock.json", $$"""
            {
              "schema": "levain.data-lock/2",
              "snapshots": [
                { "name": "weather", "profile": "sample", "source": "weather.csv", "digest": "{{Digest.Of("weather")}}", "size": 7, "files": 1, "taken": "2026-11-22T00:00:00Z", "from": "weather.csv" }
              ]
            }
            """);

        var known = Run("anna", "Why", "--snapshot", "weather");
        var unknown = Run("anna", "Why", "--snapshot", "wether");
        var commit = Run("anna", "Why", "--commit", "d3c3c93", "--json");

        Assert.Equal("no version was made of snapshot `weather`\n", known.MustEnd(0).Output);
        Assert.Equal(2, unknown.ExitCode);
        Assert.Contains("did you mean `weather`?", unknown.Errors, StringComparison.Ordinal);
        Assert.Contains("levain.descendants/1", commit.MustEnd(0).Output, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("`--version` and `--snapshot` ask `Why` different questions", "--version", "1", "--snapshot", "x")]
    [InlineData("`--stage` and `--version` ask `Why` different questions", "--version", "1", "--stage", "Points")]
    [InlineData("`--format` is for the lineage of a version", "--model", "judged", "--format", "svg")]
    [InlineData("`--remote` is for the lineage of a version", "--model", "judged", "--remote", "/nowhere")]
    [InlineData("`--json` and a drawing cannot both be printed", "--group", "judged", "--version", "1", "--format", "svg", "--json")]
    [InlineData("no version is named", "--group", "judged")]
    [InlineData("`main` is no commit that is known here", "--commit", "main")]
    public void A_question_that_is_two_or_none_is_refused(string why, params string[] arguments)
    {
        Run("anna", "Register", "--model", "judged").MustEnd(0);

        var run = Run("anna", ["Why", .. arguments]);

        Assert.Equal(2, run.ExitCode);
        Assert.Contains(why, run.Errors, StringComparison.Ordinal);
    }

    private HostRun Run(string person, params string[] arguments) =>
        workspace.RunWith([("LEVAIN_USER", person), ("LEVAIN_REMOTE", remote)], ["--target", .. arguments]);

    private IEnumerable<string> Statements()
    {
        var folder = workspace.PathOf(".levain/provenance/judged/sample/dev");
        return Directory.Exists(folder) ? Directory.EnumerateFiles(folder) : [];
    }
}
