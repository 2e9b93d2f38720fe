using System.Globalization;

namespace Levain.Tests.Building;

/// <summary>Says whether a number is odd: other numbers, same bytes.</summary>
internal sealed record Parity : Stage<Text>
{
    public int Number { get; init; } = 1;

    protected override Task<Text> RunAsync(StageContext context) => Task.FromResult(new Text(Number % 2 == 0 ? "even" : "odd"));
}

internal sealed record Copies : Stage<Text>
{
    public required Artifact<Text> From { get; init; }

    protected override async Task<Text> RunAsync(StageContext context) => await context.ReadAsync(From);
}

internal sealed class ParityPipeline : Pipeline
{
    public override IEnumerable<Stage> Compose(BuildProfile profile) => [new Copies { From = new Parity() }];
}

internal sealed record Fails : Stage<Text>
{
    protected override Task<Text> RunAsync(StageContext context) => throw new InvalidOperationException("no luck");
}

internal sealed class FailingPipeline : Pipeline
{
    public bool Beside { get; init; }

    public override IEnumerable<Stage> Compose(BuildProfile profile) => Beside ? [new Copies { From = new Fails() }, new Parity()] : [new Copies { From = new Fails() }];
}

/// <summary>Edits the file that it reads, as a person might while it runs.</summary>
internal sealed record Edits : Stage<Text>
{
    public required Artifact<Text> Words { get; init; }

    public required string File { get; init; }

    protected override async Task<Text> RunAsync(StageContext context)
    {
        var words = await context.ReadAsync(Words);
        await System.IO.File.WriteAllTextAsync(File, "edited", context.Cancellation);
        return words;
    }
}

internal sealed class EditingPipeline(string file) : Pipeline
{
    public override IEnumerable<Stage> Compose(BuildProfile profile) => [new Edits { Words = Artifact.Workspace<Text>("models/test/words.txt"), File = file }];
}

/// <summary>Writes to the input that it was given as a path.</summary>
internal sealed record Scribbles : Stage<Text>
{
    public required Artifact<Text> Clean { get; init; }

    public bool Behave { get; init; }

    protected override async Task<Text> RunAsync(StageContext context)
    {
        var path = await context.PathAsync(Clean);
        if (!Behave)
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite);
            await File.WriteAllTextAsync(path, "dirty", context.Cancellation);
        }

        return new Text($"saw {(await context.ReadAsync(Clean)).Value}");
    }
}

internal sealed record Clean : Stage<Text>
{
    protected override Task<Text> RunAsync(StageContext context) => Task.FromResult(new Text("clean"));
}

internal sealed class ScribblingPipeline : Pipeline
{
    public override IEnumerable<Stage> Compose(BuildProfile profile) => [new Scribbles { Clean = new Clean() }];
}

/// <summary>Reads an artifact that is no property of its own.</summary>
internal sealed record Peeks : Stage<Text>
{
    protected override async Task<Text> RunAsync(StageContext context) => await context.ReadAsync<Text>(new Parity());
}

internal sealed class PeekingPipeline : Pipeline
{
    public override IEnumerable<Stage> Compose(BuildProfile profile) => [new Peeks()];
}

internal sealed record Slow : Stage<Text>
{
    protected override async Task<Text> RunAsync(StageContext context)
    {
        await Task.Delay(System.Threading.Timeout.Infinite, context.Cancellation);
        return new Text("never");
    }
}

internal sealed class SlowPipeline : Pipeline
{
    public override IEnumerable<Stage> Compose(BuildProfile profile) => [new Slow { Limits = new() { Timeout = TimeSpan.FromMilliseconds(50) } }];
}

/// <summary>Succeeds at the third attempt.</summary>
internal sealed record Flaky : Stage<Text>
{
    public required string Counter { get; init; }

    protected override async Task<Text> RunAsync(StageContext context)
    {
        var attempt = File.Exists(Counter) ? int.Parse(await File.ReadAllTextAsync(Counter, context.Cancellation), CultureInfo.InvariantCulture) + 1 : 1;
        await File.WriteAllTextAsync(Counter, attempt.ToString(CultureInfo.InvariantCulture), context.Cancellation);
        return attempt < 3 ? throw new IOException("not yet") : new Text($"{attempt}");
    }
}

internal sealed class FlakyPipeline(string counter) : Pipeline
{
    public override IEnumerable<Stage> Compose(BuildProfile profile) => [new Flaky { Counter = counter, Limits = new() { Retries = 2 } }];
}

internal sealed record ReadsSnapshot : Stage<Text>
{
    public required Artifact<Text> Shots { get; init; }

    protected override Task<Text> RunAsync(StageContext context) => context.ReadAsync(Shots);
}

internal sealed class SnapshotPipeline(string name) : Pipeline
{
    public override IEnumerable<Stage> Compose(BuildProfile profile) => [new ReadsSnapshot { Shots = Artifact.Snapshot<Text>(name) }];
}
