using Levain.Learning.Reports;
using Levain.Testing;

namespace Levain.Learning.Tests.Reports;

public sealed class PredictionTableTests
{
    [Fact]
    public async Task Predictions_are_those_that_are_served_with_the_raw_columns_of_the_features()
    {
        using var workspace = new TestWorkspace();
        var report = await workspace.BuildAsync(new JudgingFeatures(), TestContext.Current.CancellationToken);

        var (features, model) = (FittedFeatures.Load(Output(nameof(FitFeatures))), TreeModel.Load(Output(nameof(TrainTrees))));
        var evaluation = Evaluation.Load(Output(nameof(EvaluateTrees)));
        var rows = MakeShots.Of(seed: 3, rows: 400);
        var served = new TreePredictor(features, model).Predict(rows)[0].Values.ToArray();
        Assert.Equal(["distance", "team", "prediction", "label", "weight"], evaluation.Predictions.Columns.Select(column => column.Name));
        Assert.Equal(served, evaluation.Predictions.Floats("prediction").Values.ToArray());
        Assert.Equal(Metric.Auc.Of(served, evaluation.Predictions.Floats("label").Values, evaluation.Predictions.Floats("weight").Values), report.Outcomes.Single(outcome => outcome.Stage == nameof(EvaluateTrees)).Metrics.ToDictionary()["auc"]);

        ArtifactReader Output(string stage) => workspace.Workspace.Store.OpenArtifact(report.Outcomes.Single(outcome => outcome.Stage == stage).Output!.Value);
    }

    [Fact]
    public void A_column_of_the_data_keeps_its_name_and_what_was_predicted_takes_another()
    {
        var rows = new Table([TableColumn.Of<double>("Prediction", [1, 2, 3]), TableColumn.Of<double>("label", [4, 5, 6]), TableColumn.Of<double>("target", [1, 2, 4])]);
        var model = new LinearModel { Kind = LinearKind.Linear, Intercept = 0, Coefficients = [new("Prediction", 1), new("label", 0)] };
        var reading = new SplitReading(new JudgedLinear(model), null, "target", null, 1);

        var predictions = reading.Predictions(reading.Read("test", rows, []));

        Assert.Equal(["Prediction", "label", "prediction_", "label_"], predictions.Columns.Select(column => column.Name));
        Assert.Equal([1f, 2f, 3f], predictions.Floats("prediction_").Values.ToArray());
        Assert.Equal([1f, 2f, 4f], predictions.Floats("label_").Values.ToArray());
    }
}
