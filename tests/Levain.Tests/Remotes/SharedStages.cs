using System.Globalization;

namespace Levain.Tests.Remotes;

/// <summary>Many small files, and one that is large enough to be cut.</summary>
internal sealed record Gathers : Stage<Files>
{
    public int Count { get; init; } = 12;

    public int Large { get; init; } = 1 << 20;

    public int Seed { get; init; } = 1;

    protected override Task<Files> RunAsync(StageContext context)
    {
        var folder = Path.Combine(context.Scratch, "gathered");
        Directory.CreateDirectory(Path.Combine(folder, "deep"));
        for (var i = 0; i < Count; i++) File.WriteAllText(Path.Combine(folder, i % 2 == 0 ? "" : "deep", string.Create(CultureInfo.InvariantCulture, $"{i}.txt")), string.Create(CultureInfo.InvariantCulture, $"number {i} of {Seed}"));
        var large = new byte[Large];
        new Random(Seed).NextBytes(large);
        File.WriteAllBytes(Path.Combine(folder, "large.bin"), large);
        return Task.FromResult(Files.At(folder));
    }
}

/// <summary>Reads all of it.</summary>
internal sealed record Measures : Stage<Text>
{
    public required Artifact<Files> From { get; init; }

    protected override async Task<Text> RunAsync(StageContext context)
    {
        var files = await context.ReadAsync(From);
        long sum = 0;
        foreach (var name in files.Names)
        {
            using var file = files.Open(name);
            sum = unchecked((sum * 31) + Digest.Of(file).GetHashCode());
        }

        context.Metric("sum", sum);
        context.Log("measured");
        return new Text(sum.ToString(CultureInfo.InvariantCulture));
    }
}

internal sealed class SharedPipeline : Pipeline
{
    public int Count { get; init; } = 12;

    public int Large { get; init; } = 1 << 20;

    public int Seed { get; init; } = 1;

    public override IEnumerable<Stage> Compose(BuildProfile profile)
    {
        var gathered = new Gathers { Count = Count, Large = Large, Seed = Seed };
        return [gathered, new Measures { From = gathered }];
    }
}
