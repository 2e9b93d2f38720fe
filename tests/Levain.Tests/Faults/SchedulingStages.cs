using System.Collections.Concurrent;

namespace Levain.Tests.Faults;

/// <summary>What the stages of a test do and see, told from outside: one for each test.</summary>
internal sealed class Stageplay
{
    private static readonly ConcurrentDictionary<string, Stageplay> All = new();

    public Stageplay() => All[Id] = this;

    public string Id { get; } = Guid.NewGuid().ToString("N");

    public ConcurrentQueue<string> Log { get; } = new();

    /// <summary>Runs inside of every stage.</summary>
    public Func<Stage, StageContext, Task> Act { get; set; } = static (_, _) => Task.CompletedTask;

    public static Stageplay Of(string id) => All[id];
}

/// <summary>Does what the play says, and then gives its name and what it read.</summary>
internal sealed record Acts : Stage<Text>
{
    public required string Play { get; init; }

    public IReadOnlyList<Artifact<Text>> Reads { get; init; } = [];

    /// <summary>Sub-stages to build, one below the other.</summary>
    public int Depth { get; init; }

    public int Width { get; init; } = 1;

    protected override async Task<Text> RunAsync(StageContext context)
    {
        var play = Stageplay.Of(Play);
        play.Log.Enqueue(Name);
        await play.Act(this, context);
        var parts = new List<string>();
        foreach (var read in Reads) parts.Add((await context.ReadAsync(read)).Value);
        if (Depth == 0) return new Text($"{Label}({string.Join(", ", parts)})");

        var below = await Task.WhenAll(Enumerable.Range(0, Width).Select(i => context.BuildAsync(this with { Label = $"{Label}.{i}", Depth = Depth - 1 })));
        foreach (var each in below) parts.Add((await context.ReadAsync(each)).Value);
        return new Text($"{Label}({string.Join(", ", parts)})");
    }
}

/// <summary>Builds a sub-stage that the test chose.</summary>
internal sealed record Asks : Stage<Text>
{
    public required Artifact<Text> Mine { get; init; }

    /// <summary>Of a stage that is no input, of a file, or of the very stage that asks.</summary>
    public required string For { get; init; }

    protected override async Task<Text> RunAsync(StageContext context) => await context.ReadAsync(await context.BuildAsync(Wanted()));

    private Stage<Text> Wanted() => For switch
    {
        "file" => new Building.Copies { Label = "of a file", From = Artifact.Workspace<Text>("models/test/secret.txt") },
        "snapshot" => new Building.Copies { Label = "of a snapshot", From = Artifact.Snapshot<Text>("secret") },
        "ping" => this with { Label = "ping", For = "pong" },
        "pong" => this with { Label = "pong", For = "ping" },
        _ => new Building.Copies { Label = "of mine", From = Mine },
    };
}

internal sealed class StagesPipeline(params Stage[] goals) : Pipeline
{
    public override IEnumerable<Stage> Compose(BuildProfile profile) => goals;
}
