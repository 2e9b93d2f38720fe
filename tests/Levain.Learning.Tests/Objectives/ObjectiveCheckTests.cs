namespace Levain.Learning.Tests.Objectives;

/// <summary>Labels and weights that nothing can be learned from, and what is said of them.</summary>
public sealed class ObjectiveCheckTests
{
    [Theory]
    [InlineData("squared error", new[] { 1f, float.NaN }, "the label of row 2 is NaN, and not an amount")]
    [InlineData("absolute error", new[] { float.PositiveInfinity, 1f }, "the label of row 1 is Infinity, and not an amount")]
    [InlineData("quantile 0.9", new[] { 1f, 2f, float.NegativeInfinity }, "the label of row 3 is -Infinity, and not an amount")]
    [InlineData("poisson", new[] { 1f, -1f }, "the label of row 2 is -1, and not a count, from 0 on")]
    [InlineData("poisson", new[] { float.PositiveInfinity }, "the label of row 1 is Infinity, and not a count, from 0 on")]
    [InlineData("logistic", new[] { 0f, 1f, 0.5f }, "the label of row 3 is 0.5, and not 0 or 1")]
    [InlineData("logistic", new[] { 1f, 2f }, "the label of row 2 is 2, and not 0 or 1")]
    [InlineData("logistic", new[] { float.NaN, 1f }, "the label of row 1 is NaN, and not 0 or 1")]
    [InlineData("logistic", new[] { 1f, 1f }, "every row is of class 1: there is nothing to tell apart")]
    [InlineData("logistic", new[] { 0f }, "every row is of class 0: there is nothing to tell apart")]
    [InlineData("softmax", new[] { 0f, 3f }, "the label of row 2 is 3, and not a whole number from 0 to 2")]
    [InlineData("softmax", new[] { 0f, 1.5f }, "the label of row 2 is 1.5, and not a whole number from 0 to 2")]
    [InlineData("softmax", new[] { -1f, 1f }, "the label of row 1 is -1, and not a whole number from 0 to 2")]
    [InlineData("softmax", new[] { 2f, 2f, 2f }, "every row is of class 2: there is nothing to tell apart")]
    [InlineData("softmax", new[] { 1f, float.NaN }, "the label of row 2 is NaN, and not a whole number from 0 to 2")]
    [InlineData("squared error", new float[0], "there are no rows to learn from")]
    public void A_bad_label_is_named_with_its_row(string name, float[] labels, string message) =>
        Assert.Equal(message, Assert.Throws<BuildException>(() => ObjectiveCases.All[name].Check(labels, [])).Message);

    [Theory]
    [InlineData(new[] { 1f, -1f }, "the weight of row 2 is -1")]
    [InlineData(new[] { float.NaN, 1f }, "the weight of row 1 is NaN")]
    [InlineData(new[] { 1f, float.PositiveInfinity }, "the weight of row 2 is Infinity")]
    [InlineData(new[] { 0f, 0f }, "every weight is 0, so no row counts")]
    [InlineData(new[] { 1f }, "there are 1 weights for 2 labels")]
    public void A_bad_weight_is_named_with_its_row(float[] weights, string message)
    {
        foreach (var objective in ObjectiveCases.All.Values)
            Assert.Equal(message, Assert.Throws<BuildException>(() => objective.Check(new[] { 0f, 1f }, weights)).Message);
    }

    [Fact]
    public void A_class_whose_rows_have_no_weight_is_not_there() =>
        Assert.Equal("every row with a weight is of class 1: there is nothing to tell apart", Assert.Throws<BuildException>(() => Objective.Logistic.Check(new[] { 0f, 1f, 1f }, new[] { 0f, 1f, 1f })).Message);

    [Fact]
    public void A_validation_set_may_be_of_one_class()
    {
        Objective.Logistic.CheckValidation(new[] { 1f, 1f }, []);
        Objective.Softmax(3).CheckValidation(new[] { 2f }, []);
        Assert.Throws<BuildException>(() => Objective.Logistic.CheckValidation(new[] { 2f }, []));
        Assert.Throws<BuildException>(() => Objective.Logistic.CheckValidation([], []));
    }

    [Theory]
    [MemberData(nameof(ObjectiveCases.Names), MemberType = typeof(ObjectiveCases))]
    public void Good_labels_and_rows_without_weight_are_taken(string name)
    {
        var objective = ObjectiveCases.All[name];
        objective.Check(ObjectiveCases.Labels(objective, 100), ObjectiveCases.Weights(100));
    }

    [Fact]
    public void Settings_out_of_range_are_refused()
    {
        foreach (var alpha in new[] { 0, 1, -0.1, double.NaN }) Assert.Throws<BuildException>(() => Objective.Quantile(alpha));
        foreach (var step in new[] { -1, 11, double.NaN }) Assert.Throws<BuildException>(() => Objective.Poisson(step));
        foreach (var weight in new[] { 0, -1, double.NaN, double.PositiveInfinity }) Assert.Throws<BuildException>(() => Objective.WeightedLogistic(weight));
        foreach (var classes in new[] { 1, 0, -3, 10_001 }) Assert.Throws<BuildException>(() => Objective.Softmax(classes));
    }
}
