namespace Levain.Learning.Tests.XGBoost;

public sealed class XGBoostOptionsTests
{
    private static readonly XGBoostOptions Plain = new() { Objective = Objective.Logistic };

    [Fact]
    public void The_defaults_are_XGBoosts_own()
    {
        var parameters = XGBoostParameters.Of(Plain, XGBoostSets.Features(2)).ToDictionary();

        Assert.Equal(("binary:logistic", "hist", "0.3", "6", "256", "1", "1", "1"),
            (parameters["objective"], parameters["tree_method"], parameters["eta"], parameters["max_depth"], parameters["max_bin"], parameters["lambda"], parameters["min_child_weight"], parameters["subsample"]));
        Assert.DoesNotContain("max_delta_step", parameters.Keys);
        Assert.DoesNotContain("base_score", parameters.Keys);
    }

    [Fact]
    public void Monotone_features_are_told_by_their_place() =>
        Assert.Contains(("monotone_constraints", "(0,-1,1)"), XGBoostParameters.Of(Plain with { Monotone = new Dictionary<string, Monotone> { ["f2"] = Monotone.Rising, ["f1"] = Monotone.Falling } }, XGBoostSets.Features(3)));

    [Fact]
    public void Several_classes_are_counted() =>
        Assert.Contains(("num_class", "3"), XGBoostParameters.Of(Plain with { Objective = Objective.Softmax(3) }, XGBoostSets.Features(1)));

    [Fact]
    public void The_weight_of_positives_is_the_objectives() =>
        Assert.Contains(("scale_pos_weight", "2.5"), XGBoostParameters.Of(Plain with { Objective = Objective.WeightedLogistic(2.5) }, XGBoostSets.Features(1)));

    public static TheoryData<string, Func<XGBoostOptions>> Refused => new()
    {
        { "no rounds at all", () => Plain with { Rounds = 0 } },
        { "a learning rate above 1", () => Plain with { LearningRate = 1.1 } },
        { "a learning rate that is no number", () => Plain with { LearningRate = double.NaN } },
        { "a depth below 0", () => Plain with { Depth = -1 } },
        { "one bin", () => Plain with { Bins = 1 } },
        { "no rows", () => Plain with { Rows = 0 } },
        { "more columns than there are", () => Plain with { ColumnsPerTree = 1.5 } },
        { "a penalty below 0", () => Plain with { L2 = -1 } },
        { "an infinite penalty", () => Plain with { L1 = double.PositiveInfinity } },
        { "patience of less than nothing", () => Plain with { Patience = -1 } },
        { "no threads", () => Plain with { Threads = 0 } },
        { "a start that is no number", () => Plain with { BaseScore = float.NaN } },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_makes_no_sense_is_refused_where_it_is_set(string why, Func<XGBoostOptions> set)
    {
        var error = Assert.Throws<BuildException>(set);

        Assert.True(error.Message.Contains("must be", StringComparison.Ordinal), why);
    }

    public static TheoryData<string, XGBoostOptions> RefusedTogether => new()
    {
        { "XGBoost's exact method takes no categories, and `kind` is one", Plain with { Method = XGBoostMethod.Exact } },
        { "feature `kind` is a category, so it cannot rise or fall", Plain with { Monotone = Rising("kind") } },
        { "`Monotone` names the feature `kinds`, which the training set has not", Plain with { Monotone = Rising("kinds") } },
        { "trees with no limit of depth and none of leaves would learn the rows by heart", Plain with { Depth = 0 } },
    };

    [Theory]
    [MemberData(nameof(RefusedTogether))]
    public void What_XGBoost_would_pass_over_in_silence_is_refused(string message, XGBoostOptions options) =>
        Assert.Equal(message, Assert.Throws<BuildException>(() => XGBoostParameters.Of(options, [new("f0"), new("kind", FeatureKind.Category)]).ToList()).Message);

    private static Dictionary<string, Monotone> Rising(string feature) => new() { [feature] = Monotone.Rising };
}
