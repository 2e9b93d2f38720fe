using Levain.Learning.Reports;

namespace Levain.Learning.Tests.Reports;

public sealed class TreeHistoryTests
{
    [Theory]
    [InlineData("goal")]
    [InlineData("metres")]
    [InlineData("zone")]
    public void A_point_is_what_the_model_of_so_many_rounds_measures(string target)
    {
        var objective = target == "goal" ? Objective.Logistic : target == "zone" ? Objective.Softmax(3) : Objective.SquaredError;
        var (model, split) = Judged(target, objective);
        var metric = Metric.DefaultFor(objective);

        var line = TreeHistory.Of(new JudgedTrees(model), split, metric, threads: 2);

        Assert.Equal(Enumerable.Range(1, 25).Select(round => (double)round), line.Points.Select(point => point.X));
        Assert.All(line.Points, point =>
        {
            var shorter = new JudgedTrees(model with { BestRounds = (int)point.X }).Predict(split.Features, 1);
            Assert.Equal(metric.Of(shorter, split.Labels, split.Weights), point.Y, 1e-5);
        });
    }

    [Fact]
    public void Very_many_rounds_have_a_point_for_some_and_for_the_last()
    {
        var (model, split) = Judged("metres", Objective.SquaredError, rounds: 130);

        var points = TreeHistory.Of(new JudgedTrees(model), split, Metric.Rmse, threads: 1).Points;

        Assert.Equal(60, points.Count);
        Assert.Equal(130, points[^1].X);
    }

    private static (TreeModel, JudgedSplit) Judged(string target, Objective objective, int rounds = 25)
    {
        var rows = new LabelledTable(MakeShots.Of(seed: 1, rows: 300), target, null);
        var features = rows.Plain(["distance", "angle"], 1);
        var model = Boosting.Fit(rows.Encode(features, 1), null, new() { Seed = 1, Objective = objective, Rounds = rounds, Depth = 3 });
        return (model, new SplitReading(new JudgedTrees(model), features, target, null, 1).Read("test", MakeShots.Of(seed: 2, rows: 200), []));
    }
}
