using Levain.Numerics;

namespace Levain.Learning.Tests.Trees.Explaining;

public sealed class PermutationImportanceTests
{
    // The first feature decides all, the second is never asked.
    private static readonly TreeModel Model = new()
    {
        Features = [new("signal"), new("noise")], Objective = Objective.SquaredError, BaseScore = 0f, Outputs = [0],
        Trees = [new([new() { Left = 1, Right = 2, Value = 0.5f, Categories = -1 }, new() { Left = -1, Right = -1, Categories = -1, Value = -1f }, new() { Left = -1, Right = -1, Categories = -1, Value = 1f }], [])],
    };

    private static readonly TrainingSet Rows = Sample(400);

    [Fact]
    public void A_feature_that_decides_is_important_and_one_that_nothing_asks_is_not()
    {
        var importances = PermutationImportance.Of(new(Model), Rows, Metric.Rmse, seed: 5);
        Assert.InRange(importances[0].Mean, 1.2, 1.6); // sqrt(2): half of the rows get the other value, 2 away
        Assert.InRange(importances[0].Deviation, 0.001, 0.1);
        Assert.Equal((0.0, 0.0), (importances[1].Mean, importances[1].Deviation));
    }

    [Fact]
    public void A_metric_that_should_be_high_becomes_lower()
    {
        var rows = Rows with { Labels = [.. Rows.Labels.Select(label => label > 0 ? 1f : 0f)] };
        Assert.InRange(PermutationImportance.Of(new(Model), rows, Metric.Auc, seed: 5)[0].Mean, 0.4, 0.6);
    }

    [Fact]
    public void The_seed_alone_decides_whatever_the_threads()
    {
        var one = PermutationImportance.Of(new(Model), Rows, Metric.Rmse, seed: 5, threads: 1);
        Assert.Equal(one, PermutationImportance.Of(new(Model), Rows, Metric.Rmse, seed: 5, threads: 2));
        Assert.NotEqual(one, PermutationImportance.Of(new(Model), Rows, Metric.Rmse, seed: 6));
    }

    [Fact]
    public void No_rows_are_refused()
    {
        var none = new TrainingSet(Rows.Features.Take([]), []);
        Assert.Equal("permutation importance needs rows, and there are none", Assert.Throws<BuildException>(() => PermutationImportance.Of(new(Model), none, Metric.Rmse, seed: 5)).Message);
    }

    private static TrainingSet Sample(int count)
    {
        var random = new CounterRandom(1);
        float[] signal = [.. Enumerable.Range(0, count).Select(i => (float)random.Uniform((ulong)i))];
        float[] noise = [.. Enumerable.Range(count, count).Select(i => (float)random.Uniform((ulong)i))];
        return new(new DenseMatrix(Model.Features, [signal, noise]), [.. signal.Select(value => value < 0.5f ? -1f : 1f)]);
    }
}
