using Levain.Learning;
using Levain.Numerics;

namespace Levain.Bench.Trees;

/// <summary>Shots at a goal: how far, under which angle it is seen, and whether it was scored, which about 8.5 % are.</summary>
internal sealed class ShotsSet(int rows, int testRows) : TreesSet("shots", rows, testRows, 2)
{
    private const double HalfGoal = 3.66;

    public override IReadOnlyList<Feature> Features { get; } = [new("angle_to_goal"), new("distance_to_goal")];

    public override float Fill(long row, Span<float> values)
    {
        var (along, aside) = (2 + 30 * Math.Sqrt(Uniform(0, row)), 9 * Normal(1, row));
        var distance = Math.Sqrt(along * along + aside * aside);
        var angle = Elementary.Atan2(2 * HalfGoal * along, distance * distance - HalfGoal * HalfGoal);
        (values[0], values[1]) = ((float)angle, (float)distance);
        return Draw(-2.178 + 2.2 * angle - 0.12 * (distance - 12), row);
    }
}
