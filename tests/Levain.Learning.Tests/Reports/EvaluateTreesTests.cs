using System.Text.Json;
using Levain.Testing;

namespace Levain.Learning.Tests.Reports;

public sealed class EvaluateTreesTests : IDisposable
{
    private readonly TestWorkspace workspace = new();

    public void Dispose() => workspace.Dispose();

    [Fact]
    public async Task The_metrics_of_a_binary_model_are_pinned() => Verified.Text((await Evaluated.In(workspace, new Judging())).Metrics);

    [Fact]
    public async Task The_card_of_a_binary_model_is_pinned() => Verified.Text((await Evaluated.In(workspace, new Judging())).Card);

    [Fact]
    public async Task Every_metric_is_a_number_of_the_stage_so_that_gates_can_hold_it()
    {
        var report = await workspace.BuildAsync(new Judging(), TestContext.Current.CancellationToken);

        var outcome = report.Outcomes.Single(outcome => outcome.Stage == nameof(EvaluateTrees));
        var evaluation = Evaluation.Load(workspace.Workspace.Store.OpenArtifact(outcome.Output!.Value));
        using var json = JsonDocument.Parse(evaluation.Metrics);
        foreach (var (name, value) in outcome.Metrics) Assert.Equal(value, json.RootElement.GetProperty("metrics").GetProperty(name).GetProperty("value").GetDouble());
        Assert.InRange(outcome.Metrics.ToDictionary()["auc"], 0.7, 0.9);
    }

    [Fact]
    public async Task The_predictions_have_the_columns_of_the_features_what_was_predicted_and_what_came()
    {
        var predictions = (await Evaluated.In(workspace, new Judging())).Predictions;

        var rows = MakeShots.Of(seed: 3, rows: 400);
        Assert.Equal(["distance", "angle", "prediction", "label"], predictions.Columns.Select(column => column.Name));
        Assert.Equal(rows.Doubles("distance").Values.ToArray(), predictions.Doubles("distance").Values.ToArray());
        Assert.Equal(rows.Bools("goal").Values.ToArray(), predictions.Floats("label").Values.ToArray().Select(label => label == 1));
        Assert.All(predictions.Floats("prediction").Values.ToArray(), prediction => Assert.InRange(prediction, 0, 1));
    }
}
