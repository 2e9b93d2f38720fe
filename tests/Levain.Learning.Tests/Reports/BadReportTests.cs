namespace Levain.Learning.Tests.Reports;

public sealed class BadReportTests
{
    public static TheoryData<string, string> Bad => new()
    {
        // What is wrong, and what is said of it.
        { "no rows", "the test table has no rows to judge the model by" },
        { "target", "there is no column `goals`" },
        { "slice", "there is no column `teams`" },
        { "feature", "there is no column `angle`" },
        { "labels", "the label of row 1" },
        { "metric of one class", "metric `auc` compares rows labelled 0 and 1, and every row is labelled 1" },
        { "metric of another kind", "measures one number a row" },
        { "metric twice", "two metrics are named `accuracy`" },
        { "draws", "an interval cannot be made of 0 draws" },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task What_cannot_be_judged_is_told_in_a_sentence(string what, string said)
    {
        var error = await Assert.ThrowsAnyAsync<BuildException>(async () => throw await Evaluated.ErrorOf(Pipeline(what)));

        Assert.Contains(said, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', error.Message);
    }

    [Fact]
    public async Task A_test_table_of_one_class_is_judged_by_what_has_a_value_there()
    {
        var evaluation = await Evaluated.Of(new Judging { Test = new() { Seed = 3, OnlyGoals = true } });

        using var json = System.Text.Json.JsonDocument.Parse(evaluation.Metrics);
        var metrics = json.RootElement.GetProperty("metrics");
        Assert.Equal(System.Text.Json.JsonValueKind.Null, metrics.GetProperty("auc").GetProperty("value").ValueKind);
        Assert.Contains("every row is labelled 1", metrics.GetProperty("auc").GetProperty("problem").GetString(), StringComparison.Ordinal);
        Assert.InRange(metrics.GetProperty("logloss").GetProperty("value").GetDouble(), 0.01, 3);
        Assert.Contains("every row is labelled 1", evaluation.Page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("goal")]
    [InlineData("metres")]
    [InlineData("zone")]
    public async Task A_single_row_can_be_judged(string target)
    {
        var objective = target == "goal" ? Objective.Logistic : target == "zone" ? Objective.Softmax(3) : Objective.SquaredError;

        var evaluation = await Evaluated.Of(new Judging { Target = target, Objective = objective, Test = new() { Seed = 3, Rows = 1 } });

        Assert.Equal(1, evaluation.Predictions.RowCount);
        Assert.Contains("1 test row ", evaluation.Card, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_model_without_trees_is_judged_as_the_constant_that_it_is()
    {
        var evaluation = await Evaluated.Of(new JudgingByHand(trees: 0, leaf: 0));

        Assert.All(evaluation.Predictions.Floats("prediction").Values.ToArray(), prediction => Assert.Equal(40, prediction));
    }

    [Fact]
    public async Task A_prediction_that_is_no_number_is_told_with_its_row()
    {
        var error = await Evaluated.ErrorOf(new JudgingByHand(trees: 2, leaf: float.MaxValue));

        Assert.Contains("the model predicts no number for row 1 of the test table", error.Message, StringComparison.Ordinal);
    }

    private static Judging Pipeline(string what) => what switch
    {
        "no rows" => new() { Test = new() { Seed = 3, Rows = 0 } },
        "target" => new() { With = evaluation => evaluation with { Target = "goals" } },
        "slice" => new() { Slices = ["teams"] },
        "feature" => new() { Test = new() { Seed = 3, Without = "angle" } },
        "labels" => new() { With = evaluation => evaluation with { Target = "metres" } },
        "metric of one class" => new() { Test = new() { Seed = 3, OnlyGoals = true }, With = evaluation => evaluation with { Measures = [Metric.Auc] } },
        "metric of another kind" => new() { Target = "zone", Objective = Objective.Softmax(3), With = evaluation => evaluation with { Measures = [Metric.Auc] } },
        "metric twice" => new() { With = evaluation => evaluation with { Measures = [Metric.Accuracy(), Metric.Accuracy(0.3)] } },
        _ => new() { With = evaluation => evaluation with { Draws = 0 } },
    };
}
