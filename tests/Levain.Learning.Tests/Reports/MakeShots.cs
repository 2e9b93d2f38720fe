using Levain.Numerics;

namespace Levain.Learning.Tests.Reports;

/// <summary>Shots at a goal from a known process: near ones and those of `Rovers` go in more often.</summary>
public sealed record MakeShots : Stage<Table>
{
    private static readonly string?[] Teams = ["Rovers", "<script>alert(1)</script>", "Ünited & \"Sons\" | #1", "", null, "العربي"];

    public required int Seed { get; init; }

    public int Rows { get; init; } = 600;

    /// <summary>Which of the rows are kept: all, or the goals only.</summary>
    public bool OnlyGoals { get; init; }

    protected override Task<Table> RunAsync(StageContext context) => Task.FromResult(Of(Seed, Rows, OnlyGoals));

    public static Table Of(int seed, int rows, bool onlyGoals = false)
    {
        var random = new CounterRandom((ulong)seed);
        double[] Draws(ulong column) => [.. Enumerable.Range(0, rows).Select(row => random.Uniform((ulong)row * 8 + column))];
        var (distances, angles, teams) = (Draws(0).Select(draw => 40 * draw).ToArray(), Draws(1), Draws(2).Select(draw => Teams[(int)(draw * Teams.Length)]).ToArray());
        var chances = distances.Zip(teams, (distance, team) => Elementary.Sigmoid(1.5 - (distance / 9) + (team == "Rovers" ? 1 : 0))).ToArray();
        var goals = chances.Zip(Draws(3), (chance, draw) => draw < chance).ToArray();
        var table = new Table(
        [
            TableColumn.Of<double>("distance", distances),
            TableColumn.Of<double>("angle", [.. angles.Select((angle, row) => row % 9 == 0 ? (double?)null : angle)]),
            TableColumn.Of("team", teams),
            TableColumn.Of<bool>("goal", goals),
            TableColumn.Of<double>("metres", [.. distances.Zip(Draws(4), (distance, draw) => 2 * distance + 10 * draw)]),
            TableColumn.Of<int>("zone", [.. distances.Zip(Draws(5), (distance, draw) => draw < 0.8 ? (int)(distance / 14) : 0)]),
            TableColumn.Of<double>("weight", [.. Draws(6).Select(draw => 0.5 + draw)]),
        ]);
        return onlyGoals ? table.Where(row => goals[row]) : table;
    }
}
