using Levain.Learning.Objectives;
using Levain.Numerics;

namespace Levain.Learning.Tests.Objectives;

public sealed class GradientTests
{
    private const int Rows = 1003;

    public static TheoryData<string> Names => ObjectiveCases.Names;

    [Theory]
    [MemberData(nameof(Names))]
    public void They_are_the_derivatives_of_the_loss(string name)
    {
        var objective = ObjectiveCases.All[name];
        var (margins, labels) = (ObjectiveCases.Margins(Rows * objective.OutputCount), ObjectiveCases.Labels(objective, Rows));
        var (gradients, hessians) = Slopes(objective, margins, labels, []);

        for (var i = 0; i < margins.Length; i++)
        {
            var (gradient, hessian) = Expected(objective, margins, i, labels[i / objective.OutputCount]);
            Assert.Equal(gradient, gradients[i], 1e-6 * Math.Max(1, Math.Abs(gradient)));
            Assert.Equal(hessian, hessians[i], 1e-6 * Math.Max(1, hessian));
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_weight_multiplies_both(string name)
    {
        var objective = ObjectiveCases.All[name];
        var (margins, labels, weights) = (ObjectiveCases.Margins(Rows * objective.OutputCount), ObjectiveCases.Labels(objective, Rows), ObjectiveCases.Weights(Rows));
        var plain = Slopes(objective, margins, labels, []);

        var weighted = Slopes(objective, margins, labels, weights);

        for (var i = 0; i < margins.Length; i++)
        {
            var weight = weights[i / objective.OutputCount];
            Assert.Equal(plain.Gradients[i] * weight, weighted.Gradients[i], 1e-6 * Math.Abs(plain.Gradients[i] * weight));
            Assert.Equal(plain.Hessians[i] * weight, weighted.Hessians[i], 1e-6 * plain.Hessians[i] * weight);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void A_row_has_the_same_bits_in_any_slice(string name)
    {
        var objective = ObjectiveCases.All[name];
        var k = objective.OutputCount;
        var (margins, labels, weights) = (ObjectiveCases.Margins(Rows * k), ObjectiveCases.Labels(objective, Rows), ObjectiveCases.Weights(Rows));
        var whole = Slopes(objective, margins, labels, weights);
        float[] gradients = new float[margins.Length], hessians = new float[margins.Length];

        for (int start = 0, length = 1; start < Rows; start += length, length = length % 23 + 1)
        {
            var count = Math.Min(length, Rows - start);
            objective.Gradients(margins.AsSpan(start * k, count * k), labels.AsSpan(start, count), weights.AsSpan(start, count), gradients.AsSpan(start * k, count * k), hessians.AsSpan(start * k, count * k));
        }

        Assert.Equal(Bits(whole.Gradients), Bits(gradients));
        Assert.Equal(Bits(whole.Hessians), Bits(hessians));
    }

    [Fact]
    public void Every_vector_width_gives_the_same_bits()
    {
        AssertWidthsAgree(default(SquaredError.Slope));
        AssertWidthsAgree(new StepSlope(-0.9, 0.1, 0.1));
        AssertWidthsAgree(new Poisson.Slope(2.0137527));
        AssertWidthsAgree(default(Logistic.Slope));
        AssertWidthsAgree(new Logistic.WeightedSlope(2.5));
    }

    [Theory]
    [InlineData(200f, "a probability of 1 has a Hessian of 1e-16 still")]
    [InlineData(-200f, "and so has one of 0")]
    [InlineData(float.MaxValue, "as far as floats go")]
    public void A_logistic_Hessian_has_a_floor(float margin, string why)
    {
        var (_, hessians) = Slopes(Objective.Logistic, [margin], [1f], []);
        Assert.True(hessians[0] == 1e-16f, why);
    }

    [Fact]
    public void A_rate_that_runs_away_stays_finite()
    {
        var (gradients, hessians) = Slopes(Objective.Poisson(), [1000f, float.MaxValue], [1f, 1f], []);
        Assert.All(gradients, gradient => Assert.True(float.IsFinite(gradient)));
        Assert.All(hessians, hessian => Assert.True(float.IsFinite(hessian)));
    }

    [Fact]
    public async Task They_are_those_of_XGBoost()
    {
        // A tree of one row is a leaf: it tells the Hessian, and the gradient by its weight.
        var answer = await Python.AskAsync("""
            answer = {}
            for name, objective in given["objectives"].items():
                slopes = []
                for margin, label, weight in zip(given["margins"], objective["labels"], given["weights"]):
                    rows = xgb.DMatrix(np.zeros((1, 1)), label=[label], weight=[weight], base_margin=[margin])
                    model = xgb.train({"objective": objective["name"], "lambda": 0, "min_child_weight": 0, "eta": 1, "scale_pos_weight": objective["weight"], "max_delta_step": objective["step"]}, rows, 1)
                    tree = json.loads(model.save_raw("json"))["learner"]["gradient_booster"]["model"]["trees"][0]
                    slopes.append([-tree["base_weights"][0] * tree["sum_hessian"][0], tree["sum_hessian"][0]])
                answer[name] = sum(slopes, [])
            """,
            new
            {
                margins = ObjectiveCases.Margins(40, 1.3),
                weights = ObjectiveCases.Weights(40).Select(weight => weight + 0.5f),
                objectives = new[] { "squared error", "poisson", "logistic", "weighted logistic" }.ToDictionary(name => name, name => new
                {
                    name = ObjectiveCases.All[name].Name,
                    labels = ObjectiveCases.Labels(ObjectiveCases.All[name], 40),
                    weight = name == "weighted logistic" ? 3 : 1,
                    // XGBoost cuts leaves at it: margins and labels are so near that no leaf is cut for Poisson.
                    step = name == "poisson" ? 5.0 : 0.0,
                }),
            });

        foreach (var name in new[] { "squared error", "poisson", "logistic", "weighted logistic" })
        {
            var objective = name == "poisson" ? Objective.Poisson(5.0) : ObjectiveCases.All[name];
            var (gradients, hessians) = Slopes(objective, ObjectiveCases.Margins(40, 1.3), ObjectiveCases.Labels(objective, 40), [.. ObjectiveCases.Weights(40).Select(weight => weight + 0.5f)]);
            var theirs = answer.Numbers(name);
            for (var i = 0; i < gradients.Length; i++)
            {
                Assert.Equal(theirs[2 * i], gradients[i], 3e-6 * Math.Max(1, Math.Abs(gradients[i])));
                Assert.Equal(theirs[2 * i + 1], hessians[i], 3e-6 * Math.Max(1, hessians[i]));
            }
        }
    }

    private static (double Gradient, double Hessian) Expected(Objective objective, float[] margins, int i, float label)
    {
        double margin = margins[i], p = 1 / (1 + Math.Exp(-margin));
        switch (objective)
        {
            case SquaredError: return (margin - label, 1);
            case AbsoluteError: return (Math.Sign(margin - label), 1);
            case QuantileError quantile: return (margin >= label ? 1 - quantile.Alpha : -quantile.Alpha, 1);
            case Poisson poisson: return (Math.Exp(margin) - label, Math.Exp(margin + poisson.MaxDeltaStep));
            case Logistic logistic:
                var times = label == 1 ? logistic.PositiveWeight : 1;
                return ((p - label) * times, p * (1 - p) * times);
            default:
                var row = i / objective.OutputCount * objective.OutputCount;
                var share = Math.Exp(margin) / margins[row..(row + objective.OutputCount)].Sum(other => Math.Exp(other));
                return (share - (label == i - row ? 1 : 0), 2 * share * (1 - share));
        }
    }

    private static (float[] Gradients, float[] Hessians) Slopes(Objective objective, float[] margins, float[] labels, float[] weights)
    {
        float[] gradients = new float[margins.Length], hessians = new float[margins.Length];
        objective.Gradients(margins, labels, weights, gradients, hessians);
        return (gradients, hessians);
    }

    private static void AssertWidthsAgree<TSlope>(TSlope slope) where TSlope : struct, ISlope
    {
        float[] margins = [.. ObjectiveCases.Margins(992), 0f, -0f, 1e30f, -1e30f, 90f, -90f, 1e-30f, -1e-40f], labels = ObjectiveCases.Labels(Objective.Logistic, 1000), weights = ObjectiveCases.Weights(1000);
        var expected = Fill<OneLane>();

        Assert.Equal(expected, Fill<TwoLanes>());
        Assert.Equal(expected, Fill<FourLanes>());
        Assert.Equal(expected, Fill<EightLanes>());

        int[] Fill<V>() where V : struct, ILanes<V>
        {
            float[] gradients = new float[1000], hessians = new float[1000];
            Assert.Equal(1000, Levain.Learning.Objectives.Slopes.FillLanes<TSlope, V>(slope, margins, labels, weights, gradients, hessians, 0));
            return [.. Bits(gradients), .. Bits(hessians)];
        }
    }

    private static int[] Bits(float[] values) => Array.ConvertAll(values, BitConverter.SingleToInt32Bits);
}
