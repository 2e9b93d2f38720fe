using Levain.Numerics;

namespace XGoals;

/// <summary>Makes shots from a known process: where they are taken from, and a chance that falls with distance and grows with the angle.</summary>
public sealed record SimulateShots : Stage<Shots>
{
    public int Count { get; init => field = value > 0 ? value : throw new BuildException($"{value} shots are too few to learn from"); } = 30_000;

    public ulong Seed { get; init; } = 11;

    protected override Task<Shots> RunAsync(StageContext context)
    {
        var random = new CounterRandom(Seed);
        var shots = new Shot[Count];
        for (var i = 0; i < Count; i++)
        {
            // Four draws a shot: any shot can be made without those before it.
            var draw = (ulong)i * 4;
            var x = 2 + (28 * random.Uniform(draw) * random.Uniform(draw + 1));
            var y = 20 * (random.Uniform(draw + 2) - 0.5);
            shots[i] = new Shot(x, y, random.Uniform(draw + 3) < Chance(x, y));
            if (i % 1000 == 0) context.Progress.Report((double)i / Count);
        }

        context.Metric("goals", shots.Count(shot => shot.IsGoal));
        return Task.FromResult(new Shots(shots));
    }

    // About one shot in ten goes in, as in real matches.
    private static double Chance(double x, double y)
    {
        var score = -1.6 - (0.13 * Pitch.Distance(x, y)) + (1.2 * Pitch.Angle(x, y));
        return Elementary.Sigmoid(score);
    }
}
