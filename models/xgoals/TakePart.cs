using Levain.Numerics;

namespace XGoals;

/// <summary>The two parts that the rows fall into.</summary>
public enum Part
{
    Training,
    Test,
}

/// <summary>Takes the rows of one part. A row's part depends on its number and the seed alone.</summary>
public sealed record TakePart : Stage<Table>
{
    public required Artifact<Table> Features { get; init; }

    public required Part Part { get; init; }

    public double TestShare { get; init => field = value is > 0 and < 1 ? value : throw new BuildException($"a test share of {value} leaves one part empty"); } = 0.2;

    public ulong Seed { get; init; } = 11;

    protected override async Task<Table> RunAsync(StageContext context)
    {
        var features = await context.ReadAsync(Features);
        var random = new CounterRandom(Seed, Stream: 1);
        return features.Where(row => random.Uniform((ulong)row) < TestShare == (Part == Part.Test));
    }
}
