using System.Security.Cryptography;
using Levain.FaultHost;

namespace Levain.Tests.Faults;

/// <summary>Reads all that the stages before it made, in every way there is, and says what it saw.</summary>
internal sealed record SeesAll : Stage<Text>
{
    public required Artifact<Text> Text { get; init; }

    public required Artifact<Files> Tree { get; init; }

    public required Artifact<Files> Large { get; init; }

    public required Artifact<Files> Input { get; init; }

    public required Artifact<Files> Outside { get; init; }

    /// <summary>Another run reads everything again.</summary>
    public int Run { get; init; }

    protected override async Task<Text> RunAsync(StageContext context)
    {
        var seen = new List<string> { (await context.ReadAsync(Text)).Value };
        foreach (var artifact in new[] { Tree, Input, Outside })
        {
            var files = await context.ReadAsync(artifact);
            foreach (var name in files.Names)
            {
                await using var file = files.Open(name);
                seen.Add($"{name} {Convert.ToHexString(await SHA256.HashDataAsync(file, context.Cancellation))}");
            }

            var path = await context.PathAsync(artifact);
            foreach (var file in Directory.GetFiles(path, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
                seen.Add($"{Path.GetRelativePath(path, file)} {Digest.Of(await File.ReadAllBytesAsync(file, context.Cancellation)).Hex}");
        }

        await using var large = (await context.ReadAsync(Large)).Open();
        seen.Add(Convert.ToHexString(await SHA256.HashDataAsync(large, context.Cancellation)));
        context.Metric("seen", seen.Count);
        return new Text(string.Join('\n', seen));
    }
}

internal sealed class DamagePipeline(int run) : Pipeline
{
    public override IEnumerable<Stage> Compose(BuildProfile profile)
    {
        var seed = new Seed { Generation = 1 };
        var tree = new Shard { From = seed };
        var text = new Chunk { From = tree };
        return
        [
            new SeesAll
            {
                Text = text,
                Tree = tree,
                Large = new Fills { Megabytes = 9 },
                Input = Artifact.Workspace<Files>("models/test/input"),
                Outside = Artifact.Snapshot<Files>("outside"),
                Run = run,
            },
        ];
    }

    public override IEnumerable<Gate> Gates => [new Gate("SeesAll", "seen") { AtMost = 100 }];
}
