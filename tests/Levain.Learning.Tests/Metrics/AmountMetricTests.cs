using Levain.Learning.Tests.Objectives;
using Levain.Numerics;

namespace Levain.Learning.Tests.Metrics;

public sealed class AmountMetricTests
{
    private const int Rows = 1501;

    private static readonly Metric[] All = [Metric.Mse, Metric.MedianAe, Metric.MedianApe, Metric.Smape, Metric.Wape, Metric.R2, Metric.ResidualDeviation];

    private static readonly float[] Labels = Drawn((random, i) => (float)(20 + 9 * random.Normal(i)));

    private static readonly float[] Guesses = Drawn((random, i) => (float)(Labels[i] + 1 + 5 * random.Fork(1).Normal(i)));

    [Theory]
    [InlineData("weights")]
    [InlineData("no weights")]
    public async Task They_are_those_of_sklearn(string variant)
    {
        var weights = variant == "weights" ? ObjectiveCases.Weights(Rows) : [];

        var answer = await Python.AskAsync("""
            m = sklearn.metrics
            y, p = np.array(given["Labels"]), np.array(given["Guesses"])
            w = np.array(given["weights"]) if given["weights"] else None
            above = y > 0
            def of(f): return [f(y, p, sample_weight=w)]
            answer = {
                "mse": of(m.mean_squared_error),
                "medae": of(m.median_absolute_error),
                # The median of ratios is that of errors where labels are 1.
                "medape": [m.median_absolute_error(np.ones(len(y)), p / y, sample_weight=w)],
                "smape": [np.average((np.abs(p - y) / ((y + np.abs(p)) / 2))[above], weights=None if w is None else w[above])],
                "wape": [m.mean_absolute_error(y, p, sample_weight=w) / np.average(np.abs(y), weights=w)],
                "r2": of(m.r2_score),
                "residual-deviation": [np.sqrt(m.mean_squared_error(p - y, np.full(len(y), np.average(p - y, weights=w)), sample_weight=w))],
            }
            """, new { Labels, Guesses, weights });

        foreach (var metric in All) Close.To(answer.Numbers(metric.Name)[0], metric.Of(Guesses, Labels, weights), 1e-12, metric.Name);
    }

    [Fact]
    public void The_order_of_the_rows_does_not_matter()
    {
        var weights = ObjectiveCases.Weights(Rows);
        var order = new CounterRandom(4).Permutation(Rows);

        foreach (var metric in All)
        {
            Assert.Equal(metric.Of(Guesses, Labels, weights), metric.Of(Take(Guesses), Take(Labels), Take(weights)));
            Assert.Equal(metric.Of(Guesses, Labels, []), metric.Of(Take(Guesses), Take(Labels), []));
        }

        float[] Take(float[] values) => [.. order.Select(i => values[i])];
    }

    [Fact]
    public void A_weight_of_2_is_the_row_twice_and_one_of_0_none()
    {
        FsCheck.Check.QuickThrowOnFailure(FsCheck.Fluent.Prop.ForAll<(sbyte Prediction, byte Label, byte Weight)[]>(rows =>
        {
            var weighted = rows.Select(row => (Prediction: row.Prediction / 4f, Label: row.Label / 2f + 1, Weight: row.Weight % 4)).ToArray();
            var repeated = weighted.SelectMany(row => Enumerable.Repeat(row, row.Weight)).ToArray();
            if (repeated.Select(row => row.Label).Distinct().Count() < 2) return;

            foreach (var metric in All)
                Close.To(
                    metric.Of([.. repeated.Select(row => row.Prediction)], [.. repeated.Select(row => row.Label)], []),
                    metric.Of([.. weighted.Select(row => row.Prediction)], [.. weighted.Select(row => row.Label)], [.. weighted.Select(row => (float)row.Weight)]),
                    1e-12,
                    metric.Name);
        }));
    }

    [Fact]
    public void The_symmetric_share_is_of_rows_above_0_and_at_most_2()
    {
        Assert.Equal(2.0 / 3.0, Metric.Smape.Of([20, 5, 5], [10, 0, -5], []), 1e-15);
        Assert.Equal(2.0, Metric.Smape.Of([0, -7], [1, 7], []));
    }

    [Fact]
    public async Task Coverage_is_the_share_between_two_predictions()
    {
        var weights = ObjectiveCases.Weights(Rows);
        float[] bounds = [.. Labels.SelectMany((label, i) => new[] { i % 3 == 0 ? label : Guesses[i] - 4, Guesses[i] + 5 })];

        var answer = await Python.AskAsync("""
            y, b = np.array(given["Labels"]), np.array(given["bounds"]).reshape(-1, 2)
            answer = {"coverage": [sklearn.metrics.accuracy_score(np.ones(len(y)), (b[:, 0] <= y) & (y <= b[:, 1]), sample_weight=given["weights"])]}
            """, new { Labels, bounds, weights });

        Close.To(answer.Numbers("coverage")[0], Metric.Coverage.Of(bounds, Labels, weights), 1e-12, "coverage");
        Assert.Equal(0.5, Metric.Coverage.Of([1, 2, 4, 3], [2, 3.5f], []));
        Assert.Equal("metric `coverage` measures a lower and an upper number for each row, and 1 are predicted", Message(Metric.Coverage, [1], [1]));
        Assert.Equal("metric `coverage` measures numbers, and the prediction of row 1 is none", Message(Metric.Coverage, [1, float.NaN], [1]));
        Assert.Equal("metric `coverage` has no row to measure whose weight is above 0", Message(Metric.Coverage, [1, 2], [1], [0]));
    }

    [Fact]
    public void What_cannot_be_measured_is_said()
    {
        Assert.Equal("metric `medape` divides by the labels, and that of row 2 is 0", Message(Metric.MedianApe, [1, 1], [1, 0]));
        Assert.Equal("metric `smape` measures rows with labels above 0, and there are none", Message(Metric.Smape, [1, 1], [-1, 0]));
        Assert.Equal("metric `wape` divides by the sum of the labels, and every label is 0", Message(Metric.Wape, [1, 1], [0, 0]));
        Assert.Equal("metric `r2` compares errors with the variance of the labels, and every label is the same", Message(Metric.R2, [1, 2], [0.1f, 0.1f]));
        foreach (var metric in All)
        {
            Assert.Equal($"metric `{metric.Name}` has no rows to measure", Message(metric, [], []));
            Assert.Equal($"metric `{metric.Name}` has no row to measure whose weight is above 0", Message(metric, [1, 2], [1, 2], [0, 0]));
            Assert.Equal($"metric `{metric.Name}` measures one number a row, and 2 are predicted", Message(metric, [1, 2], [1]));
            Assert.Throws<ArgumentException>(() => metric.Of([1, 1, 1], [1, 2], []));
            Assert.Throws<ArgumentException>(() => metric.Of([1, 1], [1, 2], [1]));
            // As the root of it does, and so training that diverges goes on to say so.
            if (metric == Metric.Mse) Assert.True(double.IsNaN(metric.Of([1, float.NaN], [1, 2], [])));
            else Assert.Equal($"metric `{metric.Name}` measures numbers, and the prediction of row 2 is none", Message(metric, [1, float.NaN], [1, 2]));
        }
    }

    private static string Message(Metric metric, float[] predictions, float[] labels, float[]? weights = null) =>
        Assert.Throws<BuildException>(() => metric.Of(predictions, labels, weights ?? [])).Message;

    private static float[] Drawn(Func<CounterRandom, ulong, float> of) => [.. Enumerable.Range(0, Rows).Select(i => of(new CounterRandom(9), (ulong)i))];
}
