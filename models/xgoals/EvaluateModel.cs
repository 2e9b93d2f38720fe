using System.Globalization;
using Levain.Numerics;

namespace XGoals;

/// <summary>Scores the test shots: how well the model ranks them, and how honest its chances are.</summary>
public sealed record EvaluateModel : Stage<Text>
{
    public required Artifact<GoalModel> Model { get; init; }

    public required Artifact<Table> Test { get; init; }

    protected override async Task<Text> RunAsync(StageContext context)
    {
        var model = await context.ReadAsync(Model);
        var scored = Scored(model, await context.ReadAsync(Test));

        (string Name, double Value)[] metrics = [("auc", AreaUnderCurve(scored)), ("log_loss", LogLoss(scored))];
        foreach (var (name, value) in metrics) context.Metric(name, value);
        return new Text(string.Concat(metrics.Select(metric => string.Create(CultureInfo.InvariantCulture, $"{metric.Name} {metric.Value:R}\n"))));
    }

    private static List<(double Chance, bool IsGoal)> Scored(GoalModel model, Table shots)
    {
        var (distances, angles, goals) = (shots.Doubles("distance_to_goal"), shots.Doubles("angle_to_goal"), shots.Bools("is_goal"));
        return [.. Enumerable.Range(0, shots.RowCount).Select(row => (model.Predict(distances[row], angles[row]), goals[row]))];
    }

    /// <summary>The share of pairs of a goal and a miss in which the goal has the higher chance; ties count half.</summary>
    private static double AreaUnderCurve(IReadOnlyList<(double Chance, bool IsGoal)> scored)
    {
        long misses = 0, goals = 0;
        double pairs = 0;
        foreach (var tie in scored.GroupBy(shot => shot.Chance).OrderBy(tie => tie.Key))
        {
            var hit = tie.LongCount(shot => shot.IsGoal);
            var missed = tie.LongCount() - hit;
            pairs += hit * (misses + (missed / 2.0));
            (misses, goals) = (misses + missed, goals + hit);
        }

        return pairs / ((double)misses * goals);
    }

    private static double LogLoss(IReadOnlyList<(double Chance, bool IsGoal)> scored) =>
        scored.Sum(shot => -Elementary.Log(shot.IsGoal ? shot.Chance : 1 - shot.Chance)) / scored.Count;
}
