using Levain.Numerics;

namespace Levain.Learning.Tests.Metrics;

public sealed class BootstrapTests
{
    private const int Rows = 300;

    private static readonly float[] Labels = Drawn(0, Rows), Good = Added(Labels, 1, 0.5), Bad = Added(Labels, 2, 1.0);

    [Fact]
    public async Task The_interval_is_that_of_scipy()
    {
        var answer = await Python.AskAsync("""
            from scipy.stats import bootstrap
            y, p = np.array(given["Labels"]), np.array(given["Good"])
            rng = np.random.default_rng(1)
            def r2(i): return sklearn.metrics.r2_score(y[i], p[i])
            one = bootstrap((np.arange(len(y)),), r2, n_resamples=5000, method="percentile", confidence_level=0.9, vectorized=False, random_state=rng).confidence_interval
            answer = {"interval": [one.low, one.high]}
            """, new { Labels, Good });

        var mine = Bootstrap.Interval(Metric.R2, Good, Labels, [], seed: 1, repeats: 5000, level: 0.9);

        // What two sets of 5000 draws may differ by.
        var (low, high) = (answer.Numbers("interval")[0], answer.Numbers("interval")[1]);
        Assert.Equal(low, mine.Lower, 0.05 * (high - low));
        Assert.Equal(high, mine.Upper, 0.05 * (high - low));
        Assert.Equal(Metric.R2.Of(Good, Labels, []), mine.Value);
        Assert.Equal(0, mine.Undefined);
    }

    [Fact]
    public void Intervals_hold_the_truth_as_often_as_they_say()
    {
        var held = 0;
        for (var i = 0ul; i < 200; i++)
        {
            float[] labels = Drawn(100 + i, 100), zeros = new float[100];
            var interval = Bootstrap.Interval(Metric.Mse, zeros, labels, [], seed: i, repeats: 300, level: 0.8);
            // The variance that labels are drawn with.
            if (interval.Lower <= 1.0 && 1.0 <= interval.Upper) held++;
        }

        Assert.InRange(held, 140, 176);
    }

    [Fact]
    public void The_number_of_threads_does_not_matter_and_the_seed_does()
    {
        var weights = Array.ConvertAll(Good, value => Math.Abs(value));
        var one = Bootstrap.Interval(Metric.Mae, Good, Labels, weights, seed: 5, repeats: 100);

        Assert.Equal(one, Bootstrap.Interval(Metric.Mae, Good, Labels, weights, seed: 5, repeats: 100, threads: 2));
        Assert.NotEqual(one, Bootstrap.Interval(Metric.Mae, Good, Labels, weights, seed: 6, repeats: 100));
        Assert.NotEqual(one, Bootstrap.Interval(Metric.Mae, Good, Labels, [], seed: 5, repeats: 100));
        Assert.Equal(Bootstrap.Compare(Metric.Mae, Good, Bad, Labels, [], seed: 5, repeats: 100), Bootstrap.Compare(Metric.Mae, Good, Bad, Labels, [], seed: 5, repeats: 100, threads: 3));
    }

    [Fact]
    public void A_clear_difference_is_one_and_its_mirror_is_too()
    {
        var difference = Bootstrap.Compare(Metric.Mae, Good, Bad, Labels, [], seed: 5);
        var mirrored = Bootstrap.Compare(Metric.Mae, Bad, Good, Labels, [], seed: 5);

        Assert.Equal(Metric.Mae.Of(Good, Labels, []) - Metric.Mae.Of(Bad, Labels, []), difference.Value);
        Assert.True(difference.Upper < 0);
        Assert.Equal(2.0 / 1001, difference.PValue);
        Assert.Equal((-difference.Value, difference.PValue), (mirrored.Value, mirrored.PValue));
        Assert.Equal(-difference.Lower, mirrored.Upper, 1e-12);
    }

    [Fact]
    public void Models_that_are_equally_good_differ_as_often_as_chance_has_it()
    {
        Assert.Equal(new MetricDifference(0, 0, 0, 1, 0), Bootstrap.Compare(Metric.Mae, Good, Good, Labels, [], seed: 5));
        var clear = Enumerable.Range(0, 200).Count(i =>
        {
            var labels = Drawn(1000 + (ulong)i, 100);
            return Bootstrap.Compare(Metric.Mse, Added(labels, 2000 + (ulong)i, 1), Added(labels, 3000 + (ulong)i, 1), labels, [], seed: (ulong)i, repeats: 300).PValue <= 0.1;
        });

        Assert.InRange(clear, 9, 36);
    }

    [Fact]
    public void Draws_without_a_value_are_left_out_and_counted()
    {
        float[] labels = [1, 0, 0, 0, 0, 0, 0, 0, 0, 0], predictions = [0.6f, 0.1f, 0.7f, 0.3f, 0.2f, 0.1f, 0.9f, 0.1f, 0.5f, 0.2f];

        var interval = Bootstrap.Interval(Metric.Auc, predictions, labels, [], seed: 1);

        // The chance that the only row labelled 1 is not drawn is 0.9^10 = 0.35.
        Assert.InRange(interval.Undefined, 300, 400);
        Assert.True(interval.Lower < interval.Value && interval.Value < interval.Upper);
    }

    [Fact]
    public void Several_outputs_stay_with_their_row()
    {
        float[] labels = [0, 1, 2, 1], predictions = [0.8f, 0.1f, 0.1f, 0.1f, 0.8f, 0.1f, 0.1f, 0.1f, 0.8f, 0, 1, 0];

        Assert.Equal(new MetricInterval(0, 0, 0, 0), Bootstrap.Interval(Metric.MultiError, predictions, labels, [], seed: 1, repeats: 50));
    }

    [Fact]
    public void What_cannot_be_drawn_is_said()
    {
        Assert.Equal("metric `mae` has no rows to measure", Message(() => Bootstrap.Interval(Metric.Mae, [], [], [], 1)));
        Assert.Equal("metric `mae` of the rows is no number, so there is none to draw for", Message(() => Bootstrap.Interval(Metric.Mae, [float.NaN], [1], [], 1)));
        Assert.Equal("metric `auc` compares rows labelled 0 and 1, and every row is labelled 1", Message(() => Bootstrap.Interval(Metric.Auc, [1, 2], [1, 1], [], 1)));
        Assert.Equal("a bootstrap draws at least once, and 0 draws are asked for", Message(() => Bootstrap.Interval(Metric.Mae, [1], [1], [], 1, repeats: 0)));
        Assert.Equal("the level of an interval lies between 0 and 1, and 95 does not", Message(() => Bootstrap.Interval(Metric.Mae, [1], [1], [], 1, level: 95)));
        Assert.Equal("the models to compare predict the same rows, and there are 1 and 2 predictions", Message(() => Bootstrap.Compare(Metric.Mae, [1], [1, 2], [1], [], 1)));
        // Two of ten rows have a weight, and 1 - 2·0.9^10 + 0.8^10 = 0.41 of the draws hold both.
        float[] labels = [1, 2, 2, 2, 2, 2, 2, 2, 2, 2], weights = [1, 1, 0, 0, 0, 0, 0, 0, 0, 0];
        Assert.Matches("^metric `r2` has no value on (5|6)[0-9]{2} of 1000 draws of the rows$", Message(() => Bootstrap.Interval(Metric.R2, labels, labels, weights, 3)));
        Assert.Throws<ArgumentException>(() => Bootstrap.Interval(Metric.Mae, [1, 2, 3], [1, 2], [], 1));

        static string Message(Func<object> action) => Assert.Throws<BuildException>(action).Message;
    }

    private static float[] Drawn(ulong stream, int count)
    {
        var random = new CounterRandom(11, stream);
        return [.. Enumerable.Range(0, count).Select(i => (float)random.Normal((ulong)i))];
    }

    private static float[] Added(float[] labels, ulong stream, double deviation) => [.. labels.Zip(Drawn(stream, labels.Length), (label, error) => (float)(label + deviation * error))];
}
