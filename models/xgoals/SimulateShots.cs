using Levain.Numerics;

namespace XGoals;

/// <summary>Makes shots from a known process: where they are taken from, and a chance that falls with distance and grows with the angle.</summary>
public sealed record SimulateShots : Stage<Table>
{
    public int Count { get; init => field = value > 0 ? value : throw new BuildException($"{value} shots are too few to learn from"); } = 30_000;

    public ulong Seed { get; init; } = 11;

    /// <returns>A row for each shot: <c>x</c> metres from the goal line, <c>y</c> metres from the middle of the goal, and whether it went in.</returns>
    protected override Task<Table> RunAsync(StageContext context)
    {
        var random = new CounterRandom(Seed);
        var (xs, ys, goals) = (new double[Count], new double[Count], new bool[Count]);
        for (var i = 0; i < Count; i++)
        {
            // Four draws a shot: any shot can be made without those before it.
            var draw = (ulong)i * 4;
            xs[i] = 2 + (28 * random.Uniform(draw) * random.Uniform(draw + 1));
            ys[i] = 20 * (random.Uniform(draw + 2) - 0.5);
            goals[i] = random.Uniform(draw + 3) < Chance(xs[i], ys[i]);
            if (i % 1000 == 0) context.Progress.Report((double)i / Count);
        }

        context.Metric("goals", goals.Count(isGoal => isGoal));
        return Task.FromResult(new Table([TableColumn.Of<double>("x", xs), TableColumn.Of<double>("y", ys), TableColumn.Of<bool>("is_goal", goals)]));
    }

    // About one shot in ten goes in, as in real matches.
    private static double Chance(double x, double y)
    {
        var score = -1.6 - (0.13 * Pitch.Distance(x, y)) + (1.2 * Pitch.Angle(x, y));
        return Elementary.Sigmoid(score);
    }
}
