using Levain.Testing;

namespace Levain.Learning.Tests.Linear;

public sealed class TrainLinearTests : IDisposable
{
    private readonly TestWorkspace workspace = new();

    public void Dispose() => workspace.Dispose();

    [Fact]
    public async Task A_table_becomes_a_linear_model_that_knows_its_features_by_name()
    {
        var model = await BuildAsync(new TrainLinear { Training = new MakeGames(), Target = "goals", Columns = ["shots"] });

        Assert.Equal(LinearKind.Linear, model.Kind);
        Assert.Equal("shots", Assert.Single(model.Coefficients).Feature);
        Assert.Equal(0.25, model.Coefficients[0].Value, 1e-9);
        Assert.Equal(1, model.Intercept, 1e-9);
    }

    [Fact]
    public async Task A_table_becomes_a_logistic_model_of_all_columns_but_the_target()
    {
        var model = await BuildAsync(new TrainLogistic { Training = new MakeGames(), Target = "won" });

        Assert.Equal(LinearKind.Logistic, model.Kind);
        Assert.Equal(["shots", "goals"], model.Coefficients.Select(coefficient => coefficient.Feature));
        Assert.True(model.Predict([40, 11]) > model.Predict([4, 2]));
    }

    private async Task<LinearModel> BuildAsync(TableTraining<LinearModel> stage)
    {
        var report = await workspace.BuildAsync(new One(stage), TestContext.Current.CancellationToken);
        Assert.False(report.Failed, string.Join("; ", report.Outcomes.Select(outcome => outcome.Error?.Message)));
        return LinearModel.Load(workspace.Workspace.Store.OpenArtifact(report.Outcomes.Single(outcome => outcome.Stage == stage.GetType().Name).Output!.Value));
    }

    private sealed class One(TableTraining<LinearModel> stage) : Pipeline
    {
        public override IEnumerable<Stage> Compose(BuildProfile profile) => [stage];
    }

    public sealed record MakeGames : Stage<Table>
    {
        protected override Task<Table> RunAsync(StageContext context) => Task.FromResult(new Table(
        [
            TableColumn.Of<double>("shots", [.. Enumerable.Range(0, 100).Select(row => (double?)(row % 50))]),
            TableColumn.Of<double>("goals", [.. Enumerable.Range(0, 100).Select(row => (double?)(1 + (row % 50 / 4.0)))]),
            TableColumn.Of<bool>("won", [.. Enumerable.Range(0, 100).Select(row => (bool?)((row % 50) + (row * 7 % 31) > 40))]),
        ]));
    }
}
