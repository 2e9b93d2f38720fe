using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using FsCheck;
using FsCheck.Fluent;

namespace Levain.Registry.Tests.Lineage;

/// <summary>Statements have the fields that in-toto's Statement v1 and SLSA's Provenance v1 ask for, and tell nothing of the machine.</summary>
public sealed class ProvenanceStatementTests
{
    private static readonly JsonNode Written = JsonNode.Parse(ProvenanceStatement.ToBytes(Builds.Of()))!;

    private static JsonNode Definition => Written["predicate"]!["buildDefinition"]!;

    private static JsonNode Run => Written["predicate"]!["runDetails"]!;

    [Fact]
    public void It_is_a_statement_with_a_provenance()
    {
        Assert.Equal(["_type", "subject", "predicateType", "predicate"], Names(Written));
        Assert.Equal("https://in-toto.io/Statement/v1", (string?)Written["_type"]);
        Assert.Equal("https://slsa.dev/provenance/v1", (string?)Written["predicateType"]);
        Assert.Equal(["buildDefinition", "runDetails"], Names(Written["predicate"]!));
        Assert.Equal(["buildType", "externalParameters", "internalParameters", "resolvedDependencies"], Names(Definition));
        Assert.Equal(["builder", "metadata", "byproducts"], Names(Run));
    }

    [Fact]
    public void The_subjects_are_the_outputs_by_their_digests()
    {
        Assert.Equal(["SplitTable", "TrainTrees", "EvaluateTrees"], Written["subject"]!.AsArray().Select(subject => (string?)subject!["name"]));
        Assert.Equal(Digest.Of("model").Hex, (string?)Written["subject"]![1]!["digest"]!["sha256"]);
        Assert.Equal("application/vnd.levain.tree", (string?)Written["subject"]![0]!["mediaType"]);
        Assert.Null(Written["subject"]![1]!["mediaType"]);
    }

    [Fact]
    public void The_parameters_are_what_the_command_line_can_say()
    {
        Assert.Equal("urn:levain:build:1", (string?)Definition["buildType"]);
        Assert.Equal("""{"model":"xgoals","profile":"public","environment":"prod","set":["TrainTrees.Rounds=50"]}""", Definition["externalParameters"]!.ToJsonString());
        // SLSA asks that no name is used for both.
        Assert.Equal(["stages"], Names(Definition["internalParameters"]!));
    }

    [Fact]
    public void The_dependencies_are_the_commit_the_snapshots_and_the_files()
    {
        var dependencies = Definition["resolvedDependencies"]!.AsArray();

        Assert.Equal(["sources", "wyscout-matches", "models/xgoals/notes.txt", "models/xgoals/rows.sql"], dependencies.Select(each => (string?)each!["name"]));
        Assert.Equal("""{"gitCommit":"d3c3c93a41d1b0f3b0a1c2d3e4f5a6b7c8d9e0f1"}""", dependencies[0]!["digest"]!.ToJsonString());
        Assert.Equal("true", (string?)dependencies[0]!["annotations"]!["levain_dirty"]);
        Assert.Equal("urn:levain:snapshot:wyscout-matches", (string?)dependencies[1]!["uri"]);
        Assert.Equal(Digest.Of("matches").Hex, (string?)dependencies[1]!["digest"]!["sha256"]);
        // What is no digest of bytes must not be taken for one.
        Assert.Equal(["levain_tokens"], Names(dependencies[3]!["digest"]!));
    }

    [Fact]
    public void The_run_names_its_builder_its_time_and_the_lock()
    {
        Assert.Equal("urn:levain:host:local", (string?)Run["builder"]!["id"]);
        Assert.Equal("""{"dotnet":"10.0.0","levain":"0.1.0"}""", Run["builder"]!["version"]!.ToJsonString());
        Assert.Equal(("2026-11-22T12:00:00Z", "2026-11-22T12:01:23Z"), ((string?)Run["metadata"]!["startedOn"], (string?)Run["metadata"]!["finishedOn"]));
        Assert.Equal(32, ((string?)Run["metadata"]!["invocationId"])!.Length);
        var written = Assert.Single(Run["byproducts"]!.AsArray())!;
        Assert.Equal(("models/xgoals/model.lock.json", Digest.Of("lock").Hex, "public/prod"), ((string?)written["name"], (string?)written["digest"]!["sha256"], (string?)written["annotations"]!["levain_section"]));
    }

    [Fact]
    public void Every_resource_has_a_digest_and_every_uri_is_one()
    {
        var resources = Written["subject"]!.AsArray().Concat(Definition["resolvedDependencies"]!.AsArray()).Concat(Run["byproducts"]!.AsArray()).ToList();

        Assert.All(resources, resource => Assert.NotEmpty(Names(resource!["digest"]!)));
        Assert.All(resources.Select(resource => (string?)resource!["uri"]).OfType<string>(), uri => Assert.True(Uri.IsWellFormedUriString(uri, UriKind.Absolute), uri));
    }

    [Fact]
    public void Another_run_of_the_same_build_differs_in_its_metadata_only()
    {
        var later = JsonNode.Parse(ProvenanceStatement.ToBytes(Builds.Of() with { Started = Builds.Noon.AddDays(1), Finished = Builds.Noon.AddDays(2) }))!;
        Assert.NotEqual((string?)Run["metadata"]!["invocationId"], (string?)later["predicate"]!["runDetails"]!["metadata"]!["invocationId"]);

        later["predicate"]!["runDetails"]!["metadata"] = Run["metadata"]!.DeepClone();

        Assert.Equal(Written.ToJsonString(), later.ToJsonString());
        Assert.Equal(ProvenanceStatement.ToBytes(Builds.Of()), ProvenanceStatement.ToBytes(Builds.Of()));
    }

    [Fact]
    public void What_is_written_is_read_whatever_the_names()
    {
        var names = Gen.Elements("x", "プロジェクト", "a b", "50% \"off\" & <more>", "é\u0301", "🏒", "a:b?c#d", "../up", "new\nline", new string('n', 65536)).Three();

        Check.QuickThrowOnFailure(Prop.ForAll(names.ToArbitrary(), name =>
        {
            var bytes = ProvenanceStatement.ToBytes(Builds.Of(name.Item1, name.Item2, name.Item3));
            var read = ProvenanceStatement.Parse(bytes);
            return read.Data[0].Name == name.Item1 && read.Stages[1].Inputs[1].Source == name.Item2 && read.Stages[1].Inputs[0].Part == name.Item3 && ProvenanceStatement.ToBytes(read).AsSpan().SequenceEqual(bytes);
        }));
    }

    [Fact]
    public void A_build_outside_of_git_without_lock_is_read_too()
    {
        var bytes = ProvenanceStatement.ToBytes(Builds.Of() with { Commit = null, IsDirty = false, Lock = null, Overrides = [], Data = [] });

        var read = ProvenanceStatement.Parse(bytes);

        Assert.Equal((null, false, null), (read.Commit, read.IsDirty, read.Lock));
        Assert.Equal(bytes, ProvenanceStatement.ToBytes(read));
    }

    [Fact]
    public void Fields_of_later_versions_are_passed_over()
    {
        var later = Written.DeepClone();
        later["later"] = 1;
        later["predicate"]!["buildDefinition"]!["later"] = new JsonArray();
        later["predicate"]!["runDetails"]!["builder"]!["builderDependencies"] = new JsonArray();

        Assert.Equal(ProvenanceStatement.ToBytes(Builds.Of()), ProvenanceStatement.ToBytes(ProvenanceStatement.Parse(Encoding.UTF8.GetBytes(later.ToJsonString()))));
    }

    [Theory]
    [InlineData("", "nothing")]
    [InlineData("{", "cut off")]
    [InlineData("[]", "no object")]
    [InlineData("{}", "no fields")]
    [InlineData("""{"_type":"https://in-toto.io/Statement/v0.1"}""", "an older statement")]
    [InlineData("""{"_type":"https://in-toto.io/Statement/v1","predicateType":"https://spdx.dev/Document"}""", "another predicate")]
    [InlineData("""{"_type":"https://in-toto.io/Statement/v1","predicateType":"https://slsa.dev/provenance/v1","predicate":{"buildDefinition":{"buildType":"https://example.org/other"}}}""", "another kind of build")]
    public void What_is_no_statement_of_ours_is_refused(string text, string why)
    {
        var error = Assert.Throws<BuildException>(() => ProvenanceStatement.Parse(Encoding.UTF8.GetBytes(text)));

        Assert.StartsWith("this is no provenance statement", error.Message, StringComparison.Ordinal);
        Assert.NotEmpty(why);
    }

    [Fact]
    public void A_statement_that_is_cut_or_changed_anywhere_is_read_or_refused_and_never_crashes()
    {
        var good = ProvenanceStatement.ToBytes(Builds.Of());
        for (var at = 0; at < good.Length; at += 7)
        {
            Try(good[..at]);
            var changed = good.ToArray();
            changed[at] = (byte)'0';
            Try(changed);
        }

        static void Try(byte[] bytes)
        {
            try
            {
                Assert.NotNull(ProvenanceStatement.Parse(bytes));
            }
            catch (BuildException)
            {
            }
        }
    }

    private static IEnumerable<string> Names(JsonNode node) => node.AsObject().Select(property => property.Key);
}
