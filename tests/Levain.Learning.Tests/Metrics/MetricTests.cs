using Levain.Learning.Tests.Objectives;
using Levain.Numerics;

namespace Levain.Learning.Tests.Metrics;

public sealed class MetricTests
{
    private const int Rows = 1500;

    [Theory]
    [InlineData("weights")]
    [InlineData("no weights")]
    public async Task They_are_those_of_XGBoost_and_sklearn(string variant)
    {
        var random = new CounterRandom(9);
        var weights = variant == "weights" ? ObjectiveCases.Weights(Rows) : [];
        var ones = Labels(i => random.Below(i, 2));
        // Rounded, so that many are equal.
        var shares = Labels(i => (float)Math.Round(Math.Clamp(0.3 * ones[i] + 0.7 * random.Fork(1).Uniform(i), 0.01, 0.99), 2));
        var counts = Labels(i => random.Fork(2).Below(i, 7));
        var rates = Labels(i => (float)(0.2 + 5 * random.Fork(3).Uniform(i)));
        var amounts = Labels(i => (float)random.Fork(4).Normal(i));
        var guesses = Labels(i => (float)(amounts[i] + random.Fork(5).Normal(i)));
        var classes = Labels(i => random.Fork(6).Below(i, 4));
        var margins = ObjectiveCases.Margins(Rows * 4);
        var probabilities = new float[Rows * 4];
        Objective.Softmax(4).Predict(margins, probabilities);

        var answer = await Python.AskAsync("""
            w = np.array(given["weights"]) if given["weights"] else np.ones(len(given["ones"]))
            def ours(objective, metric, labels, margins, **more):
                # Without trees a model predicts its base margin.
                rows = xgb.DMatrix(np.zeros((len(labels), 1)), label=labels, weight=w, base_margin=margins)
                model = xgb.Booster({"objective": objective, "eval_metric": metric, "disable_default_eval_metric": 1, **more}, [rows])
                return float(model.eval(rows).split(":")[1])
            m = sklearn.metrics
            g = {name: np.array(given[name]) for name in given if name != "weights"}
            p = g["probabilities"].reshape(-1, 4)
            answer = {
                "auc": [m.roc_auc_score(g["ones"], g["shares"], sample_weight=w)],
                "aucpr": [ours("reg:squarederror", "aucpr", g["ones"], g["shares"])],
                "rmse": [ours("reg:squarederror", "rmse", g["amounts"], g["guesses"])],
                "mae": [ours("reg:squarederror", "mae", g["amounts"], g["guesses"])],
                "mape": [ours("reg:squarederror", "mape", g["amounts"], g["guesses"])],
                "logloss": [ours("reg:squarederror", "logloss", g["ones"], g["shares"])],
                "error": [ours("reg:squarederror", "error", g["ones"], g["shares"])],
                "poisson-nloglik": [ours("reg:squarederror", "poisson-nloglik", g["counts"], g["rates"])],
                "quantile": [m.mean_pinball_loss(g["amounts"], g["guesses"], sample_weight=w, alpha=0.8)],
                "mlogloss": [ours("multi:softprob", "mlogloss", g["classes"], g["margins"], num_class=4)],
                "merror": [ours("multi:softprob", "merror", g["classes"], g["margins"], num_class=4)],
            }
            """, new { weights, ones, shares, counts, rates, amounts, guesses, classes, margins, probabilities });

        AssertNear(Metric.Auc, shares, ones, 1e-12);
        AssertNear(Metric.AucPr, shares, ones, 1e-5);
        AssertNear(Metric.Rmse, guesses, amounts, 1e-6);
        AssertNear(Metric.Mae, guesses, amounts, 1e-6);
        AssertNear(Metric.Mape, guesses, amounts, 1e-5);
        AssertNear(Metric.LogLoss, shares, ones, 1e-6);
        AssertNear(Metric.Error, shares, ones, 1e-6);
        AssertNear(Metric.PoissonLogLoss, rates, counts, 1e-6);
        AssertNear(Metric.Pinball(0.8), guesses, amounts, 1e-9);
        AssertNear(Metric.MultiLogLoss, probabilities, classes, 1e-6);
        AssertNear(Metric.MultiError, probabilities, classes, 1e-6);

        void AssertNear(Metric metric, float[] predictions, float[] labels, double tolerance)
        {
            double theirs = answer.Numbers(metric.Name)[0], mine = metric.Of(predictions, labels, weights);
            Assert.True(Math.Abs(mine - theirs) <= tolerance * Math.Max(1, Math.Abs(theirs)), $"{metric.Name} is {mine:R} here and {theirs:R} there");
        }
    }

    [Fact]
    public void The_order_of_the_rows_does_not_matter()
    {
        var random = new CounterRandom(4);
        float[] labels = Labels(i => random.Below(i, 2)), predictions = Labels(i => (float)Math.Round(random.Fork(1).Uniform(i), 2) + 0.001f), weights = ObjectiveCases.Weights(Rows);
        var order = random.Permutation(Rows);

        foreach (var metric in new[] { Metric.Rmse, Metric.Mae, Metric.LogLoss, Metric.Error, Metric.PoissonLogLoss, Metric.Pinball(0.3) })
            Assert.Equal(metric.Of(predictions, labels, weights), metric.Of(Take(predictions), Take(labels), Take(weights)));

        float[] Take(float[] values) => [.. order.Select(i => values[i])];
    }

    [Fact]
    public void The_area_under_the_curve_is_the_share_of_pairs_in_order()
    {
        FsCheck.Check.QuickThrowOnFailure(FsCheck.Fluent.Prop.ForAll<(byte Prediction, bool Label, byte Weight)[]>(rows =>
        {
            var counted = rows.Where(row => row.Weight > 0).ToArray();
            if (!counted.Any(row => row.Label) || counted.All(row => row.Label)) return;
            // Few different predictions of either sign, and both zeros.
            float[] predictions = [.. rows.Select(row => row.Prediction % 9 == 8 ? -0f : row.Prediction % 9 - 4f)], labels = [.. rows.Select(row => row.Label ? 1f : 0f)], weights = [.. rows.Select(row => (float)row.Weight)];
            double inOrder = 0, all = 0;
            for (var i = 0; i < rows.Length; i++)
                for (var j = 0; j < rows.Length; j++)
                    if (rows[i].Label && !rows[j].Label)
                    {
                        var pair = (double)weights[i] * weights[j];
                        all += pair;
                        inOrder += pair * (predictions[i] > predictions[j] ? 1 : predictions[i] == predictions[j] ? 0.5 : 0);
                    }

            Assert.Equal(inOrder / all, Metric.Auc.Of(predictions, labels, weights), 1e-12);
        }));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void So_many_rows_that_threads_share_them_have_the_area_of_their_counts(bool hasWeights)
    {
        const int Many = 600_000, Values = 1000;
        var random = new CounterRandom(8);
        var (predictions, labels, weights) = (new float[Many], new float[Many], new float[hasWeights ? Many : 0]);
        var counts = new double[Values, 2];
        for (var row = 0; row < Many; row++)
        {
            var value = random.Below((ulong)row * 4, Values);
            (predictions[row], labels[row]) = ((value - 300) / 7f, random.Below(((ulong)row * 4) + 1, Values) < value ? 1 : 0);
            if (hasWeights) weights[row] = random.Below(((ulong)row * 4) + 2, 5);
            counts[value, (int)labels[row]] += hasWeights ? weights[row] : 1;
        }

        double inOrder = 0, below = 0, positives = 0;
        for (var value = 0; value < Values; value++)
        {
            inOrder += counts[value, 1] * (below + (counts[value, 0] / 2));
            below += counts[value, 0];
            positives += counts[value, 1];
        }

        Assert.Equal(inOrder / (below * positives), Metric.Auc.Of(predictions, labels, weights), 1e-14);
    }

    [Fact]
    public void Infinite_predictions_have_their_rank() =>
        Assert.Equal(1.0, Metric.Auc.Of([float.NegativeInfinity, -1, 0, float.PositiveInfinity], [0, 0, 1, 1], []));

    [Fact]
    public void What_is_no_number_makes_none() => Assert.True(double.IsNaN(Metric.Auc.Of([0.1f, float.NaN], [0, 1], [])));

    [Theory]
    [InlineData(0f)]
    [InlineData(1f)]
    public void Rows_of_one_label_have_no_order_to_measure(float label) =>
        Assert.Equal($"metric `auc` compares rows labelled 0 and 1, and every row is labelled {label}", Assert.Throws<BuildException>(() => Metric.Auc.Of([0.1f, 0.2f], [label, label], [])).Message);

    [Fact]
    public void What_cannot_be_measured_is_said()
    {
        Assert.Equal("metric `mape` divides by the labels, and that of row 2 is 0", Message(() => Metric.Mape.Of([1, 1], [1, 0], [])));
        Assert.Equal("metric `rmse` measures one number a row, and 3 are predicted", Message(() => Metric.Rmse.Of([1, 1, 1], [1], [])));
        Assert.Equal("metric `auc` wants labels of 0 and 1, and that of row 2 is 2", Message(() => Metric.Auc.Of([1, 1], [1, 2], [])));
        Assert.Equal("metric `logloss` has no row to measure whose weight is above 0", Message(() => Metric.LogLoss.Of([1, 1], [1, 0], [0, 0])));
        Assert.Equal("metric `logloss` has no rows to measure", Message(() => Metric.LogLoss.Of([], [], [])));
        Assert.Equal("the label of row 1 is 3, and not a whole number from 0 to 2", Message(() => Metric.MultiError.Of([1, 1, 1], [3], [])));
        Assert.Throws<ArgumentException>(() => Metric.Rmse.Of([1, 1, 1], [1, 2], []));

        static string Message(Action action) => Assert.Throws<BuildException>(action).Message;
    }

    [Fact]
    public void Every_objective_has_a_metric_that_takes_its_predictions()
    {
        foreach (var objective in ObjectiveCases.All.Values)
        {
            float[] labels = ObjectiveCases.Labels(objective, 200), predictions = ObjectiveCases.Margins(200 * objective.OutputCount);
            objective.Predict(predictions, predictions);
            Assert.True(double.IsFinite(Metric.DefaultFor(objective).Of(predictions, labels, [])), objective.Name);
        }
    }

    private static float[] Labels(Func<ulong, float> of) => [.. Enumerable.Range(0, Rows).Select(i => of((ulong)i))];
}
