namespace Levain.Learning.Tests.Trees.Training;

/// <summary>Sets and options that nothing can be trained from, and what is said of them.</summary>
public sealed class BadTrainingTests
{
    private static readonly BoostingOptions Usual = new() { Seed = 3, Rounds = 3, Depth = 2 };

    private static readonly DenseMatrix Matrix = new([new("age"), new("town", FeatureKind.Category)], [[1, 2, 3, 4], [0, 1, 0, 1]]);

    private static readonly TrainingSet Good = new(Matrix, [1, 2, 3, 4]);

    [Theory]
    [InlineData(new[] { 1f, float.NaN, 3f, 4f }, "the label of row 2 is NaN, and not an amount")]
    [InlineData(new[] { 1f, 2f, float.PositiveInfinity, 4f }, "the label of row 3 is Infinity, and not an amount")]
    [InlineData(new[] { 1f, 2f, 3f }, "the training set has 4 rows and 3 labels")]
    public void Bad_labels(float[] labels, string message) => AssertRefused(message, Good with { Labels = labels });

    [Theory]
    [InlineData(new[] { 1f, -1f, 1f, 1f }, "the weight of row 2 is -1")]
    [InlineData(new[] { 1f, 1f, 1f, float.NaN }, "the weight of row 4 is NaN")]
    [InlineData(new[] { 0f, 0f, 0f, 0f }, "every weight is 0, so no row counts")]
    [InlineData(new[] { 1f, 1f }, "there are 2 weights for 4 labels")]
    public void Bad_weights(float[] weights, string message) => AssertRefused(message, Good with { Weights = weights });

    [Fact]
    public void One_class_only()
    {
        AssertRefused("every row is of class 1: there is nothing to tell apart", Good with { Labels = [1, 1, 1, 1] }, options: Usual with { Objective = Objective.Logistic });
        AssertRefused("every row is of class 2: there is nothing to tell apart", Good with { Labels = [2, 2, 2, 2] }, options: Usual with { Objective = Objective.Softmax(3) });
    }

    [Theory]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NegativeInfinity)]
    public void An_infinite_feature_is_named(float value)
    {
        var error = Assert.Throws<BuildException>(() => Trained.On(new(new DenseMatrix([new("age"), new("pay")], [[1, 2, 3, 4], [1, 2, value, 4]]), [1, 2, 3, 4]), null, Usual));
        Assert.Contains("`pay`", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(-1f, "a code is never negative")]
    [InlineData(0.5f, "nor fractional")]
    [InlineData(1e9f, "nor beyond what a float counts to")]
    public void A_bad_code_of_a_category_is_named(float code, string why)
    {
        var error = Assert.Throws<BuildException>(() => Trained.On(new(new DenseMatrix([new("town", FeatureKind.Category)], [[0, 1, code, 1]]), [1, 2, 3, 4]), null, Usual));
        Assert.True(error.Message.Contains("`town`", StringComparison.Ordinal), why);
    }

    [Fact]
    public void More_categories_than_bins()
    {
        float[] codes = [.. Enumerable.Range(0, 300).Select(row => (float)row)];
        AssertRefused("feature `town` has more categories than the 255 that there are bins for", new(new DenseMatrix([new("town", FeatureKind.Category)], [codes]), codes));
        AssertRefused("feature `town` has more categories than the 15 that there are bins for", new(new DenseMatrix([new("town", FeatureKind.Category)], [codes]), codes), options: Usual with { Bins = 16 });
    }

    [Fact]
    public void A_set_without_rows_or_features()
    {
        AssertRefused("the training set has no rows", new(new DenseMatrix([new("age")], [[]]), []));
        AssertRefused("the training set has no features", new(new DenseMatrix([], []), []), orElse: "the training set has no rows");
        AssertRefused("the validation set has no rows", Good, new(new DenseMatrix([new("age"), new("town", FeatureKind.Category)], [[], []]), []));
    }

    [Fact]
    public void A_validation_set_without_a_column_that_was_learned_from()
    {
        var error = Assert.Throws<BuildException>(() => Trained.On(Good, new(new DenseMatrix([new("age")], [[1, 2]]), [1, 2]), Usual));
        Assert.Contains("`town`", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_validation_set_with_columns_in_another_order_and_more_of_them_is_the_same_set()
    {
        var shuffled = new TrainingSet(new DenseMatrix([new("more"), new("town", FeatureKind.Category), new("age")], [[9, 9, 9, 9], [0, 1, 0, 1], [1, 2, 3, 4]]), [1, 2, 3, 4]);

        Assert.Equal(Watched(Good), Watched(shuffled));
    }

    [Fact]
    public void Bad_labels_of_the_validation_set() => AssertRefused("the label of row 1 is NaN, and not an amount", Good, Good with { Labels = [float.NaN, 1, 1, 1] });

    [Fact]
    public void Early_stopping_with_nothing_to_watch() => AssertRefused("training can stop early only when it has a validation set to watch", Good, options: Usual with { Patience = 3 });

    [Fact]
    public void A_monotone_feature_that_is_not_there_or_has_no_order()
    {
        AssertRefused("`Monotone` names the feature `aeg`, which the training set has not", Good, options: Usual with { Monotone = new Dictionary<string, Monotone> { ["aeg"] = Monotone.Rising } });
        AssertRefused("feature `town` is a category, so it cannot rise or fall", Good, options: Usual with { Monotone = new Dictionary<string, Monotone> { ["town"] = Monotone.Rising } });
    }

    [Fact]
    public void A_base_score_that_has_no_margin()
    {
        var classes = Good with { Labels = [0, 1, 0, 1] };
        foreach (var score in new[] { 0.0, 1.0, -0.5, 1.5 })
            Assert.Throws<BuildException>(() => Trained.On(classes, null, Usual with { Objective = Objective.Logistic, BaseScore = score }));
        Assert.Throws<BuildException>(() => Trained.On(Good, null, Usual with { Objective = Objective.Poisson(), BaseScore = -1 }));
    }

    [Theory]
    [InlineData("Rounds", 0)]
    [InlineData("Depth", -1)]
    [InlineData("Bins", 257)]
    [InlineData("Bins", 1)]
    [InlineData("LearningRate", 0)]
    [InlineData("LearningRate", double.NaN)]
    [InlineData("L2", -1)]
    [InlineData("L1", double.NaN)]
    [InlineData("MinGain", double.PositiveInfinity)]
    [InlineData("Rows", 0)]
    [InlineData("Rows", 1.5)]
    [InlineData("ColumnsPerTree", 0)]
    [InlineData("Patience", -1)]
    public void Options_out_of_range_are_named(string option, double value)
    {
        var error = Assert.Throws<BuildException>(() => _ = option switch
        {
            "Rounds" => Usual with { Rounds = (int)value },
            "Depth" => Usual with { Depth = (int)value },
            "Bins" => Usual with { Bins = (int)value },
            "LearningRate" => Usual with { LearningRate = value },
            "L2" => Usual with { L2 = value },
            "L1" => Usual with { L1 = value },
            "MinGain" => Usual with { MinGain = value },
            "Rows" => Usual with { Rows = value },
            "ColumnsPerTree" => Usual with { ColumnsPerTree = value },
            _ => Usual with { Patience = (int)value },
        });
        Assert.StartsWith($"`{option}` is ", error.Message, StringComparison.Ordinal);
    }

    private static double[] Watched(TrainingSet validation)
    {
        var seen = new List<double>();
        Trained.On(Good, validation, Usual, new Watching(seen));
        return [.. seen];
    }

    private static void AssertRefused(string message, TrainingSet training, TrainingSet? validation = null, BoostingOptions? options = null, string? orElse = null)
    {
        var said = Assert.Throws<BuildException>(() => Trained.On(training, validation, options ?? Usual)).Message;
        if (said != orElse) Assert.Equal(message, said);
    }

    private sealed class Watching(List<double> seen) : IProgress<BoostingRound>
    {
        public void Report(BoostingRound value) => seen.Add(value.Validation!.Value);
    }
}
