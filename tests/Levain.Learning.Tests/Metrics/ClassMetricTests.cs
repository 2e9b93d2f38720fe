using Levain.Learning.Tests.Objectives;
using Levain.Numerics;

namespace Levain.Learning.Tests.Metrics;

public sealed class ClassMetricTests
{
    private const int Rows = 1500;

    private static readonly CounterRandom Random = new(9);

    private static readonly float[] Ones = Drawn(i => Random.Below(i, 2));

    // Rounded, so that many lie on the edges of bins and on the threshold.
    private static readonly float[] Shares = Drawn(i => (float)Math.Round(Math.Clamp(0.3 * Ones[i] + 0.7 * Random.Fork(1).Uniform(i), 0, 1) * 64) / 64);

    private static readonly float[] Classes = Drawn(i => Random.Fork(2).Below(i, 4));

    private static readonly Metric[] OfSides = [Metric.Accuracy(), Metric.Precision(), Metric.Recall(), Metric.FBeta(2), Metric.Kappa(), Metric.Mcc(), Metric.Brier, Metric.CalibrationError()];

    [Theory]
    [InlineData("weights", 0.5)]
    [InlineData("no weights", 0.5)]
    [InlineData("no weights", 0.75)]
    public async Task They_are_those_of_sklearn(string variant, double threshold)
    {
        var weights = variant == "weights" ? ObjectiveCases.Weights(Rows) : [];

        var answer = await Python.AskAsync("""
            m = sklearn.metrics
            y, p = np.array(given["Ones"], dtype=int), np.array(given["Shares"])
            w = np.array(given["weights"]) if given["weights"] else np.ones(len(y))
            c = p > given["threshold"]
            def of(f, **more): return [f(y, c, sample_weight=w, **more)]
            def ece(bins):
                bin = np.searchsorted(np.linspace(0, 1, bins + 1)[1:-1], p)
                held = [bin == b for b in range(bins) if w[bin == b].sum() > 0]
                return [sum(w[b].sum() * abs(np.average(y[b], weights=w[b]) - np.average(p[b], weights=w[b])) for b in held) / w.sum()]
            if not given["weights"]:
                from sklearn.calibration import calibration_curve
                seen, said = calibration_curve(y, p, n_bins=8)
                size = np.bincount(np.searchsorted(np.linspace(0, 1, 9)[1:-1], p))
                assert abs((size[size > 0] * abs(seen - said)).sum() / len(y) - ece(8)[0]) < 1e-12
            answer = {
                "accuracy": of(m.accuracy_score), "precision": of(m.precision_score), "recall": of(m.recall_score),
                "f1": of(m.f1_score), "f0.5": of(m.fbeta_score, beta=0.5), "f2": of(m.fbeta_score, beta=2),
                "kappa": [m.cohen_kappa_score(y, c, sample_weight=w)], "mcc": of(m.matthews_corrcoef),
                "brier": [m.brier_score_loss(y, p, sample_weight=w)], "ece": ece(8),
                "matrix": m.confusion_matrix(y, c, sample_weight=w).ravel().tolist(),
            }
            """, new { Ones, Shares, weights, threshold });

        Metric[] metrics = [Metric.Accuracy(threshold), Metric.Precision(threshold), Metric.Recall(threshold), Metric.FBeta(1, threshold), Metric.FBeta(0.5, threshold), Metric.FBeta(2, threshold), Metric.Kappa(threshold), Metric.Mcc(threshold), Metric.Brier, Metric.CalibrationError(8)];
        foreach (var metric in metrics) Close.To(answer.Numbers(metric.Name)[0], metric.Of(Shares, Ones, weights), 1e-12, metric.Name);
        var matrix = ConfusionMatrix.Of(Shares, Ones, weights, threshold);
        foreach (var (theirs, mine) in answer.Numbers("matrix").Zip([matrix[0, 0], matrix[0, 1], matrix[1, 0], matrix[1, 1]])) Close.To(theirs, mine, 1e-12, "a cell");
    }

    [Fact]
    public async Task Those_of_several_classes_are_too()
    {
        var weights = ObjectiveCases.Weights(Rows);
        var probabilities = new float[Rows * 4];
        Objective.Softmax(4).Predict([.. ObjectiveCases.Margins(Rows * 4).Select((margin, i) => i % 4 == (int)Classes[i / 4] ? margin + 2 : margin)], probabilities);

        var answer = await Python.AskAsync("""
            m = sklearn.metrics
            y, w = np.array(given["Classes"], dtype=int), np.array(given["weights"])
            c = np.array(given["probabilities"]).reshape(-1, 4).argmax(axis=1)
            answer = {
                "accuracy": [m.accuracy_score(y, c, sample_weight=w)], "kappa": [m.cohen_kappa_score(y, c, sample_weight=w)], "mcc": [m.matthews_corrcoef(y, c, sample_weight=w)],
                "precision": m.precision_score(y, c, sample_weight=w, average=None).tolist(), "recall": m.recall_score(y, c, sample_weight=w, average=None).tolist(),
                "f2": m.fbeta_score(y, c, sample_weight=w, average=None, beta=2).tolist(),
            }
            """, new { Classes, probabilities, weights });

        foreach (var metric in new[] { Metric.Accuracy(), Metric.Kappa(), Metric.Mcc() }) Close.To(answer.Numbers(metric.Name)[0], metric.Of(probabilities, Classes, weights), 1e-12, metric.Name);
        var matrix = ConfusionMatrix.Of(probabilities, Classes, weights);
        for (var i = 0; i < 4; i++)
        {
            Close.To(answer.Numbers("precision")[i], matrix.Precision(i), 1e-12, "precision");
            Close.To(answer.Numbers("recall")[i], matrix.Recall(i), 1e-12, "recall");
            Close.To(answer.Numbers("f2")[i], matrix.FBeta(2, i), 1e-12, "f2");
        }
    }

    [Fact]
    public void The_order_of_the_rows_does_not_matter()
    {
        var weights = ObjectiveCases.Weights(Rows);
        var order = Random.Permutation(Rows);

        foreach (var metric in OfSides) Assert.Equal(metric.Of(Shares, Ones, weights), metric.Of(Take(Shares), Take(Ones), Take(weights)));
        Assert.Equal(ConfusionMatrix.Of(Shares, Ones, weights), ConfusionMatrix.Of(Take(Shares), Take(Ones), Take(weights)));
        Assert.NotEqual(ConfusionMatrix.Of(Shares, Ones, weights), ConfusionMatrix.Of(Shares, Ones, []));

        float[] Take(float[] values) => [.. order.Select(i => values[i])];
    }

    [Fact]
    public void A_model_that_always_says_the_same_is_not_good_but_measured()
    {
        float[] labels = [0, 1, 1, 0], zeros = [0, 0, 0, 0];

        Assert.Equal(0.5, Metric.Accuracy().Of(zeros, labels, []));
        foreach (var metric in new[] { Metric.Precision(), Metric.Recall(), Metric.FBeta(), Metric.Kappa(), Metric.Mcc() }) Assert.Equal(0.0, metric.Of(zeros, labels, []));
    }

    [Fact]
    public void A_prediction_on_the_threshold_is_0() => Assert.Equal(1.0, Metric.Accuracy(0.25).Of([0.25f, 0.2501f], [0, 1], []));

    [Fact]
    public void Rows_of_one_label_are_refused_where_they_say_nothing()
    {
        Assert.Equal("metric `recall` measures rows labelled 1, and there are none", Message(Metric.Recall(), [1, 0], [0, 0]));
        Assert.Equal("metric `f1` measures rows labelled 1, and there are none", Message(Metric.FBeta(), [1, 0], [0, 0]));
        Assert.Equal("metric `kappa` compares rows of different classes, and every row is labelled 1", Message(Metric.Kappa(), [1, 0], [1, 1]));
        Assert.Equal("metric `mcc` compares rows of different classes, and every row is labelled 0", Message(Metric.Mcc(), [1, 0], [0, 0]));
        Assert.Equal(0.5, Metric.Accuracy().Of([1, 0], [0, 0], []));
        Assert.Equal(0.0, Metric.Precision().Of([1, 0], [0, 0], []));
    }

    [Fact]
    public void What_cannot_be_measured_is_said()
    {
        Assert.Equal("metric `brier` measures probabilities, and the prediction of row 2 is 1.5", Message(Metric.Brier, [1, 1.5f], [0, 1]));
        Assert.Equal("metric `ece` measures probabilities, and the prediction of row 1 is NaN", Message(Metric.CalibrationError(), [float.NaN, 1], [0, 1]));
        Assert.Equal("metric `brier` wants labels of 0 and 1, and that of row 2 is 2", Message(Metric.Brier, [1, 1], [0, 2]));
        Assert.Equal("metric `accuracy` measures numbers, and the prediction of row 2 is none", Message(Metric.Accuracy(), [1, float.NaN], [0, 1]));
        Assert.Equal("metric `kappa` measures numbers, and the prediction of row 2 is none", Message(Metric.Kappa(), [1, 0, 0, float.NaN], [0, 1]));
        Assert.Equal("the label of row 2 is 0.5, and not a whole number from 0 to 1", Message(Metric.Mcc(), [1, 1], [0, 0.5f]));
        Assert.Equal("metric `precision` measures one number a row, and 2 are predicted", Message(Metric.Precision(), [1, 1], [0]));
        Assert.Equal("calibration is measured in at least one bin, and 0 are asked for", Assert.Throws<BuildException>(() => Metric.CalibrationError(0)).Message);
        Assert.Equal("a threshold is a number, and NaN is none", Assert.Throws<BuildException>(() => Metric.Accuracy(double.NaN)).Message);
        Assert.Equal("recall counts some times as much as precision, and 0 is no such number", Assert.Throws<BuildException>(() => Metric.FBeta(0)).Message);
        Assert.Equal("a confusion matrix needs rows, and there are none", Assert.Throws<BuildException>(() => ConfusionMatrix.Of([], [], [])).Message);
        Assert.Equal("a confusion matrix is made of numbers, and the prediction of row 1 is none", Assert.Throws<BuildException>(() => ConfusionMatrix.Of([float.NaN], [1], [])).Message);
        foreach (var metric in OfSides)
        {
            Assert.Equal($"metric `{metric.Name}` has no rows to measure", Message(metric, [], []));
            Assert.Equal($"metric `{metric.Name}` has no row to measure whose weight is above 0", Assert.Throws<BuildException>(() => metric.Of([1, 0], [1, 0], [0, 0])).Message);
            Assert.Throws<ArgumentException>(() => metric.Of([1, 1, 1], [1, 0], []));
        }
    }

    private static string Message(Metric metric, float[] predictions, float[] labels) => Assert.Throws<BuildException>(() => metric.Of(predictions, labels, [])).Message;

    private static float[] Drawn(Func<ulong, float> of) => [.. Enumerable.Range(0, Rows).Select(i => of((ulong)i))];
}
