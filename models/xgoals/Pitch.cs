using Levain.Numerics;

namespace XGoals;

/// <summary>Distances and angles on the pitch, in metres and radians.</summary>
internal static class Pitch
{
    private const double GoalWidth = 7.32;

    public static double Distance(double x, double y) => Math.Sqrt((x * x) + (y * y));

    /// <summary>The angle between the posts as the shooter sees them.</summary>
    public static double Angle(double x, double y)
    {
        var angle = Elementary.Atan(GoalWidth * x / ((x * x) + (y * y) - (GoalWidth * GoalWidth / 4)));
        return angle > 0 ? angle : angle + Math.PI;
    }
}
