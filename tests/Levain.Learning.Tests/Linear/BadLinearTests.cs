namespace Levain.Learning.Tests.Linear;

public sealed class BadLinearTests
{
    private static readonly DenseMatrix Two = LinearSets.Matrix([1, 2, 3, 4], [4, 9, 1, 3]);

    public static TheoryData<string, bool, TrainingSet, string> Sets => new()
    {
        { "no rows", false, new(LinearSets.Matrix([[]]), []), "the training set has no rows" },
        { "no features", false, new(new DenseMatrix([], []), []), "the training set has no rows" },
        { "a label too few", false, new(Two, [1, 2, 3]), "the training set has 4 rows and 3 labels" },
        { "a missing value", false, new(LinearSets.Matrix([1, 2, 3, 4], [4, 9, float.NaN, 3]), [1, 2, 3, 4]), "feature `x1` has no value in row 3, and a linear model needs a number" },
        { "a missing value of a row that does not count", true, new(LinearSets.Matrix([1, float.NaN, 3, 4]), [1, 0, 1, 0], [1, 0, 1, 1]), "feature `x0` has no value in row 2, and a linear model needs a number" },
        { "an infinite value", true, new(LinearSets.Matrix([1, 2, 3, float.NegativeInfinity]), [0, 1, 0, 1]), "feature `x0` is infinite in row 4, and a linear model needs a number" },
        { "an infinite label", false, new(Two, [1, 2, float.PositiveInfinity, 4]), "the label of row 3 is Infinity, and not an amount" },
        { "a missing label", false, new(Two, [1, float.NaN, 3, 4]), "the label of row 2 is NaN, and not an amount" },
        { "an infinite class", true, new(Two, [1, 0, float.PositiveInfinity, 0]), "the label of row 3 is Infinity, and not 0 or 1" },
        { "a third class", true, new(Two, [1, 0, 2, 0]), "the label of row 3 is 2, and not 0 or 1" },
        { "one class", true, new(Two, [1, 1, 1, 1]), "every row is of class 1: there is nothing to tell apart" },
        { "one class that counts", true, new(Two, [1, 1, 1, 0], [1, 1, 1, 0]), "every row with a weight is of class 1: there is nothing to tell apart" },
        { "a negative weight", false, new(Two, [1, 2, 3, 4], [1, -1, 1, 1]), "the weight of row 2 is -1" },
        { "no weight at all", false, new(Two, [1, 2, 3, 4], [0, 0, 0, 0]), "every weight is 0, so no row counts" },
        { "a category", false, new(new DenseMatrix([new("club", FeatureKind.Category)], [[0, 1, 2, 3]]), [1, 2, 3, 4]), "feature `club` is a category, and its codes are no amounts that a linear model could weigh" },
    };

    [Theory]
    [MemberData(nameof(Sets), DisableDiscoveryEnumeration = true)]
    public void A_set_that_nothing_can_be_learned_from_is_refused(string why, bool isLogistic, TrainingSet set, string message) =>
        Assert.Equal((why, message), (why, Assert.Throws<BuildException>(() => LinearFits.Of(isLogistic, set)).Message));

    [Theory]
    [MemberData(nameof(Sets), DisableDiscoveryEnumeration = true)]
    public void It_is_refused_with_a_penalty_on_absolute_values_too(string why, bool isLogistic, TrainingSet set, string message) =>
        Assert.Equal((why, message), (why, Assert.Throws<BuildException>(() => isLogistic ? LinearFits.Logistic(set, new() { L1 = 1 }) : LinearFits.Linear(set, new() { L1 = 1 })).Message));

    [Fact]
    public void The_first_row_that_lacks_a_value_is_told_whatever_the_threads()
    {
        var column = new float[20_000];
        column.AsSpan(9_000).Fill(float.NaN);

        Assert.Equal("feature `x0` has no value in row 9001, and a linear model needs a number", Assert.Throws<BuildException>(() => LinearFits.Linear(new(LinearSets.Matrix(column), new float[20_000]), threads: 8)).Message);
    }

    [Fact]
    public void Classes_that_a_feature_tells_apart_want_a_penalty()
    {
        var set = new TrainingSet(Two, [0, 0, 1, 1]);

        var error = Assert.Throws<BuildException>(() => LinearFits.Logistic(set, new() { L2 = 0, Iterations = 20, Tolerance = 1e-12 }));

        Assert.StartsWith("logistic regression has not come to rest after 20 steps", error.Message, StringComparison.Ordinal);
        Assert.StartsWith("give `L2` a value", error.Hint, StringComparison.Ordinal);
        Assert.True(LinearFits.Logistic(set).Coefficients[0].Value > 0);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    public void A_penalty_is_a_number_from_0_on(double penalty)
    {
        Assert.StartsWith("`L2` is", Assert.Throws<BuildException>(() => new LinearOptions { L2 = penalty }).Message, StringComparison.Ordinal);
        Assert.StartsWith("`L2` is", Assert.Throws<BuildException>(() => new LogisticOptions { L2 = penalty }).Message, StringComparison.Ordinal);
        Assert.StartsWith("`L1` is", Assert.Throws<BuildException>(() => new LinearOptions { L1 = penalty }).Message, StringComparison.Ordinal);
        Assert.StartsWith("`L1` is", Assert.Throws<BuildException>(() => new LogisticOptions { L1 = penalty }).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Tolerances_and_iterations_have_limits()
    {
        Assert.StartsWith("`Tolerance` is 0", Assert.Throws<BuildException>(() => new LogisticOptions { Tolerance = 0 }).Message, StringComparison.Ordinal);
        Assert.StartsWith("`Iterations` is 0", Assert.Throws<BuildException>(() => new LogisticOptions { Iterations = 0 }).Message, StringComparison.Ordinal);
    }
}
