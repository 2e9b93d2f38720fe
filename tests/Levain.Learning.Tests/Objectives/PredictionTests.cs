using Levain.Learning.Objectives;
using Levain.Numerics;

namespace Levain.Learning.Tests.Objectives;

public sealed class PredictionTests
{
    [Theory]
    [InlineData("squared error", 2.5f)]
    [InlineData("absolute error", -2.5f)]
    [InlineData("poisson", 3.25f)]
    [InlineData("logistic", 0.2f)]
    [InlineData("logistic", 0.5f)]
    public void The_margin_of_a_prediction_predicts_it(string name, float prediction)
    {
        var objective = ObjectiveCases.All[name];
        var predictions = new float[1];

        objective.Predict([objective.Margin(prediction)], predictions);

        Assert.Equal(prediction, predictions[0], 1e-6f);
    }

    [Theory]
    [MemberData(nameof(ObjectiveCases.Names), MemberType = typeof(ObjectiveCases))]
    public void Predictions_may_take_the_place_of_their_margins(string name)
    {
        var objective = ObjectiveCases.All[name];
        var margins = ObjectiveCases.Margins(3000);
        var expected = new float[3000];
        objective.Predict(margins, expected);

        objective.Predict(margins, margins);

        Assert.Equal(expected, margins);
    }

    [Theory]
    [InlineData(2)]
    [InlineData(7)]
    [InlineData(1024)]
    [InlineData(1500)]
    public void Probabilities_of_classes_add_up_to_one(int classes)
    {
        var predictions = new float[classes * 5];
        Objective.Softmax(classes).Predict(ObjectiveCases.Margins(classes * 5, 200), predictions);
        foreach (var row in predictions.Chunk(classes)) Assert.Equal(1.0, row.Sum(share => (double)share), 1e-6);
    }

    [Fact]
    public void The_base_score_is_the_best_constant()
    {
        Assert.Equal(2.5f, Objective.SquaredError.BaseScore([1, 2, 3, 4], []));
        Assert.Equal(1.25f, Objective.SquaredError.BaseScore([1, 2], [3, 1]));
        Assert.Equal(2f, Objective.AbsoluteError.BaseScore([3, 1, 2], []));
        Assert.Equal(1f, Objective.AbsoluteError.BaseScore([3, 1, 2], [1, 9, 1]));
        Assert.Equal(90f, Objective.Quantile(0.9).BaseScore([.. Enumerable.Range(0, 99).Select(i => i + 1f)], []));
        Assert.Equal(0.25f, Objective.Logistic.BaseScore([0, 0, 0, 1], []));
        Assert.Equal(0.5f, Objective.WeightedLogistic(3).BaseScore([0, 0, 0, 1], []));
        Assert.Equal(1.5f, Objective.Poisson().BaseScore([0, 3], []));
        Assert.Equal(0.5f, Objective.Softmax(4).BaseScore([0, 3], []));
    }

    [Fact]
    public void A_base_score_always_has_a_margin()
    {
        var counted = Objective.Poisson();
        Assert.True(float.IsFinite(counted.Margin(counted.BaseScore([0, 0], []))));
        var rare = Objective.Logistic;
        Assert.True(float.IsFinite(rare.Margin(rare.BaseScore([1, 0], [1e20f, 1e-20f]))));
    }

    [Fact]
    public void A_quantile_does_not_depend_on_the_order_of_the_rows()
    {
        float[] values = [.. ObjectiveCases.Margins(999).Select(value => MathF.Round(value, 1))], weights = ObjectiveCases.Weights(999);
        var order = new CounterRandom(3).Permutation(999);

        foreach (var alpha in new[] { 0.01, 0.3, 0.5, 0.99 })
        {
            Assert.Equal(WeightedQuantile.Of(values, weights, alpha), WeightedQuantile.Of([.. order.Select(i => values[i])], [.. order.Select(i => weights[i])], alpha));
            Assert.Equal(WeightedQuantile.Of(values, [], alpha), WeightedQuantile.Of([.. order.Select(i => values[i])], [], alpha));
        }
    }

    [Fact]
    public void Every_objective_is_found_by_the_name_in_its_model_file()
    {
        foreach (var objective in ObjectiveCases.All.Values)
        {
            var parameter = objective.Parameter;
            Assert.Equal(objective, Objective.Named(objective.Name, (section, key) => section == parameter?.Section && key == parameter.Value.Key ? parameter.Value.Value : null));
        }
    }

    [Theory]
    [InlineData("reg:logistic")]
    [InlineData("binary:logitraw")]
    [InlineData("multi:softmax")]
    public void Names_of_variants_are_kept(string name) => Assert.Equal(name, Objective.Named(name, (_, _) => null).Name);

    [Fact]
    public void An_unknown_name_is_refused_with_the_nearest()
    {
        var error = Assert.Throws<BuildException>(() => Objective.Named("binary:logistik", (_, _) => null));
        Assert.Equal("`binary:logistik` is no objective that is known here", error.Message);
        Assert.Equal("did you mean `binary:logistic`?", error.Hint);
    }

    [Fact]
    public void Equal_objectives_are_equal_and_others_are_not()
    {
        Assert.Equal(Objective.Quantile(0.5), Objective.Quantile(0.5));
        Assert.NotEqual(Objective.Quantile(0.5), Objective.Quantile(0.6));
        Assert.NotEqual(Objective.Quantile(0.5), Objective.AbsoluteError);
    }
}
