namespace Levain.FaultHost;

/// <summary>The pipelines of this program, by name: <c>wide</c> has some forty stages; <c>left</c> and <c>right</c> share most of theirs.</summary>
public sealed class FaultPipeline(string name, int generation) : Pipeline
{
    /// <summary>For the real host, which makes pipelines without arguments.</summary>
    public FaultPipeline() : this(Environment.GetEnvironmentVariable(Variable) ?? "hangs", 1) { }

    /// <summary>Which pipeline the real host builds. Workers do not see it.</summary>
    public const string Variable = "LEVAIN_TEST_PIPELINE";

    /// <summary>The pipeline of the fault campaign: it has some of everything that a store keeps, a snapshot and files of the workspace among them.</summary>
    public const string Whole = "whole";

    public override IEnumerable<Stage> Compose(BuildProfile profile)
    {
        var seed = new Seed { Generation = generation };
        var shards = Each(8, i => new Shard { Label = $"{i}", From = seed });
        var chunks = Each(16, i => new Chunk { Label = $"{i}", From = shards[i % shards.Count] });
        var mixes = Each(8, i => new Mix { Label = $"{i}", From = [chunks[i], chunks[i + 8]] });
        return name switch
        {
            "wide" => [new Mix { Label = "all", From = [.. mixes, new Tune { From = seed }] }],
            "left" => [new Mix { Label = "left", From = [.. mixes.Take(6)] }, new Tune { From = seed }],
            "right" => [new Mix { Label = "right", From = [.. mixes.Skip(2)] }, new Tune { From = seed }],
            Whole => [SeesAll(shards[0], chunks[0]), new Mix { Label = "some", From = [.. chunks.Take(4)] }, new Tune { From = seed }],
            "reads" => [new Reads { File = Artifact.Workspace<Files>("input") }],
            "fills" => [new Fills { After = seed }],
            "endless" => [new Endless { From = shards[0] }],
            "words" => [new CountAll { Tree = Artifact.Workspace<Files>("data/pages"), Without = Artifact.Workspace<WordList>("data/without.txt") }],
            "hangs" => [new HangsInWorker()],
            "deaf" => [new Endless { From = shards[0], Deaf = true }],
            _ => throw new UsageException($"there is no pipeline `{name}`"),
        };
    }

    public override IEnumerable<Gate> Gates => name == "wide" ? [new Gate("Mix[all]", "letters") { AtLeast = 1 }] : [];

    private SeesAll SeesAll(Shard tree, Chunk text) => new()
    {
        Text = text,
        Tree = tree,
        Large = new Grows { Generation = generation },
        Input = Artifact.Workspace<Files>("models/whole/input"),
        Outside = Artifact.Snapshot<Files>("outside"),
        Run = generation,
    };

    private static List<T> Each<T>(int count, Func<int, T> make) => [.. Enumerable.Range(0, count).Select(make)];
}
