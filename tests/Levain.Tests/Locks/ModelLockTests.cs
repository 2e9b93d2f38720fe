using FsCheck;
using FsCheck.Fluent;
using Levain.Locks;
using Levain.Tests.Store;

namespace Levain.Tests.Locks;

public sealed class ModelLockTests
{
    private static readonly Gen<string> Names = Gen.Elements("Train", "TrainTrees[hockey]", "数据", "📦 x", "\"q\"", "a\\b", "");

    private static readonly Gen<double> Values =
        Gen.OneOf(Gen.Elements(0, -0.0, 0.1, 1e300, double.Epsilon, double.MaxValue, double.NaN, double.PositiveInfinity, double.NegativeInfinity), ArbMap.Default.GeneratorFor<double>());

    private static readonly Gen<LockedStage> Stages =
        from name in Names
        from key in Gen.Choose(0, 1000)
        from output in DataLockTests.Contents
        from metrics in Gen.ListOf(from metric in Names from value in Values select KeyValuePair.Create(metric, value))
        select new LockedStage(name, Digest.Of($"{key}"), output, metrics.DistinctBy(metric => metric.Key));

    private static readonly Gen<ModelLock> Locks =
        from sections in Gen.ListOf(from name in Names from stages in Gen.ListOf(Stages) select new LockSection(name, stages.DistinctBy(stage => stage.Name)))
        select new ModelLock(sections.DistinctBy(section => section.Name));

    [Fact]
    public void A_lock_reads_what_it_writes() =>
        Check.QuickThrowOnFailure(Prop.ForAll(Arb.From(Locks), given => ModelLock.Parse(given.ToString(), "f") == given));

    [Fact]
    public void A_lock_is_written_for_people_to_read_in_a_diff()
    {
        var (key, output) = (Digest.Of("key"), Digest.Of("output"));
        var written = ModelLock.Empty
            .With(new("sample/prod", []))
            .With(new("sample/dev", [new("Train", key, Content.File(output), [new("logloss", 0.1), new("auc", 1)]), new("Split", key, Content.Tree(output))]));

        Assert.Equal(
            $$"""
            {
              "schema": "levain.model-lock/1",
              "sections": {
                "sample/dev": {
                  "Split": {
                    "key": "{{key}}",
                    "output": "{{output}}",
                    "tree": true
                  },
                  "Train": {
                    "key": "{{key}}",
                    "output": "{{output}}",
                    "metrics": {
                      "auc": 1,
                      "logloss": 0.1
                    }
                  }
                },
                "sample/prod": {}
              }
            }

            """,
            written.ToString());
        Assert.Equal(key, written.Find("sample/dev")?.Find("Train")?.Key);
        Assert.Null(written.Find("public/dev"));
    }

    [Fact]
    public void A_lock_is_written_only_when_it_changed()
    {
        using var folder = new TemporaryFolder();
        var path = folder.Path("model.lock.json");
        var given = ModelLock.Empty.With(new("sample/dev", []));

        Assert.True(given.Save(path));
        Assert.False(ModelLock.Load(path).Save(path));
        Assert.Equal(given, ModelLock.Load(path));
    }

    [Theory]
    [InlineData("""{ "schema": "levain.model-lock/9", "sections": {} }""", "f:1:13: the file has schema `levain.model-lock/9`, which a newer Levain wrote", "a newer schema")]
    [InlineData("""{ "schema": "levain.model-lock/1" }""", "f:1:36: the object `sections` is missing", "no sections")]
    [InlineData("""{ "schema": "levain.model-lock/1", "sections": { "a": {}, "a": {} } }""", "f:1:59: `a` stands twice", "a section twice")]
    [InlineData("""{ "schema": "levain.model-lock/1", "sections": { "a": { "S": {}, "S": {} } } }""", "f:1:62: stage `S` lacks `key`", "no key")]
    [InlineData("""{ "schema": "levain.model-lock/1", "sections": { "a": { "S": { "kee": 1 } } } }""", "f:1:64: unknown property `kee`", "a slip of the finger")]
    [InlineData("""{ "schema": "levain.model-lock/1", "sections": { "a": { "S": { "tree": false } } } }""", "f:1:72: expected `true`, or no such property, found `false`", "the one way to write it")]
    [InlineData("""{ "schema": "levain.model-lock/1", "sections": { "a": { "S": { "metrics": { "auc": "high" } } } } }""", "f:1:84: expected a number, found the text `high`", "a text")]
    [InlineData("""{ "schema": "levain.model-lock/1", "sections": { "a": { "S": { "metrics": { "auc": 1e999 } } } } }""", "f:1:84: expected a number, found `1e999`", "too large a number")]
    [InlineData("""{ "schema": "levain.model-lock/1", "sections": [] }""", "f:1:48: expected an object, found a list", "a list")]
    [InlineData("{\n  \"schema\": \"levain.model-lock/1\",\n>>>>>>> mine\n", "f:3:1: the file holds a merge conflict", "half a merge conflict")]
    public void A_malformed_lock_is_refused_with_its_place(string text, string message, string why)
    {
        var error = Record.Exception(() => ModelLock.Parse(text, "f"));

        Assert.True(error is BuildException && error.Message.StartsWith(message, StringComparison.Ordinal), $"{why}: {error?.Message}");
    }

    [Fact]
    public void The_nearest_property_is_named()
    {
        var error = Assert.Throws<BuildException>(() => ModelLock.Parse("""{ "schema": "levain.model-lock/1", "sectoins": {} }""", "f"));

        Assert.Equal("did you mean `sections`?", error.Hint);
    }
}
