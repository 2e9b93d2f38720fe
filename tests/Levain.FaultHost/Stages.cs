using System.Globalization;
using System.Security.Cryptography;

namespace Levain.FaultHost;

/// <summary>Where every output comes from: another generation is another build.</summary>
public sealed record Seed : Stage<Text>
{
    public int Generation { get; init; }

    protected override Task<Text> RunAsync(StageContext context)
    {
        Ledger.Enter(this);
        context.Log($"generation {Generation}");
        return Task.FromResult(new Text($"generation {Generation}"));
    }
}

/// <summary>A tree of files of many sizes, the empty one among them.</summary>
public sealed record Shard : Stage<Files>
{
    public required Artifact<Text> From { get; init; }

    public int FileCount { get; init; } = 5;

    protected override async Task<Files> RunAsync(StageContext context)
    {
        Ledger.Enter(this);
        var folder = Directory.CreateDirectory(Path.Combine(context.Scratch, "shard", "below")).Parent!.FullName;
        var seed = $"{Name} {(await context.ReadAsync(From).ConfigureAwait(false)).Value}";
        for (var i = 0; i < FileCount; i++)
            await File.WriteAllTextAsync(Path.Combine(folder, i % 2 == 0 ? "" : "below", $"{i}.txt"), Lines.Of($"{seed} {i}", i * 40), context.Cancellation).ConfigureAwait(false);
        return Files.At(folder);
    }
}

/// <summary>Text from a tree that it opens by path, after some work.</summary>
public sealed record Chunk : Stage<Text>
{
    public required Artifact<Files> From { get; init; }

    protected override async Task<Text> RunAsync(StageContext context)
    {
        Ledger.Enter(this);
        var path = await context.PathAsync(From).ConfigureAwait(false);
        var seed = Work.On($"{Name} {await File.ReadAllTextAsync(Path.Combine(path, "below", "1.txt"), context.Cancellation).ConfigureAwait(false)}");
        return new Text(Lines.Of(seed, 200));
    }
}

/// <summary>A digest of some texts, after some work.</summary>
public sealed record Mix : Stage<Text>
{
    public required IReadOnlyList<Artifact<Text>> From { get; init; }

    protected override async Task<Text> RunAsync(StageContext context)
    {
        Ledger.Enter(this);
        var text = "";
        foreach (var each in From) text = Digest.Of($"{text} {(await context.ReadAsync(each).ConfigureAwait(false)).Value}").ToString();
        context.Metric("letters", text.Length);
        return new Text(Work.On(text));
    }
}

/// <summary>Asks for sub-stages while it runs.</summary>
public sealed record Tune : Stage<Text>
{
    public required Artifact<Text> From { get; init; }

    public int Trials { get; init; } = 3;

    protected override async Task<Text> RunAsync(StageContext context)
    {
        Ledger.Enter(this);
        var trials = await Task.WhenAll(Enumerable.Range(0, Trials).Select(i => context.BuildAsync(new Trial { Label = $"{i}", From = From }))).ConfigureAwait(false);
        var best = "";
        foreach (var trial in trials) best = string.CompareOrdinal(best, (await context.ReadAsync(trial).ConfigureAwait(false)).Value) > 0 ? best : (await context.ReadAsync(trial).ConfigureAwait(false)).Value;
        return new Text(best);
    }
}

public sealed record Trial : Stage<Text>
{
    public required Artifact<Text> From { get; init; }

    protected override async Task<Text> RunAsync(StageContext context)
    {
        Ledger.Enter(this);
        return new Text(Work.On($"{Label} {(await context.ReadAsync(From).ConfigureAwait(false)).Value}"));
    }
}

/// <summary>Says what is in a file of the workspace.</summary>
public sealed record Reads : Stage<Text>
{
    public required Artifact<Files> File { get; init; }

    protected override Task<Text> RunAsync(StageContext context) => Task.FromResult(new Text("read"));
}

/// <summary>Writes more than a small disk holds.</summary>
public sealed record Fills : Stage<Files>
{
    /// <summary>Built before, and so recorded when there is no room for this.</summary>
    public Artifact<Text>? After { get; init; }

    public int Megabytes { get; init; } = 6;

    protected override async Task<Files> RunAsync(StageContext context)
    {
        var path = Path.Combine(context.Scratch, "filled");
        await using var file = new FileStream(path, FileMode.CreateNew);
        var block = new byte[1 << 20];
        for (var i = 0; i < Megabytes; i++)
        {
            block[0] = (byte)i;
            await file.WriteAsync(block, context.Cancellation).ConfigureAwait(false);
        }

        return Files.At(path);
    }
}

internal static class Lines
{
    public static string Of(string seed, int count) => string.Concat(Enumerable.Range(0, count).Select(i => $"{i.ToString(CultureInfo.InvariantCulture)} {seed}\n"));
}

internal static class Work
{
    /// <summary>A few milliseconds of a processor.</summary>
    public static string On(string text)
    {
        var hash = Digest.Of(text).ToString();
        for (var i = 0; i < 2000; i++) hash = Convert.ToHexString(SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(hash)));
        return hash;
    }
}
