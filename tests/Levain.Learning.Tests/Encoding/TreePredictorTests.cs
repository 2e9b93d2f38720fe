using Levain.Store;
using Levain.Testing;

namespace Levain.Learning.Tests.Encoders;

public sealed class TreePredictorTests : IDisposable
{
    private static readonly Table Shots = new(
    [
        TableColumn.Of<double>("distance", 5, 20, null, 30), TableColumn.Of("zone", "Paint", "Corner", "Paint", null), TableColumn.Of("id", 1, 2, 3, 4),
    ]);

    private static readonly FittedFeatures Features = Shots.Fit(new ScaleEncoder("distance"), new CategoryEncoder("zone"));

    private readonly TestWorkspace workspace = new();

    public void Dispose() => workspace.Dispose();

    // One question to the scaled distance, one to the zone.
    private static TreeModel Model(Objective objective, int trees, IReadOnlyList<Feature>? features = null) => new()
    {
        Features = [.. features ?? Features.Features],
        Objective = objective,
        BaseScore = 0.5f,
        Trees = [.. Enumerable.Repeat(new Tree(
            [
                new() { Left = 1, Right = 2, Feature = 0, Value = 0, MissingLeft = true, Categories = -1 },
                new() { Left = 3, Right = 4, Feature = 1, Value = 0, Categories = 0 },
                new() { Left = -1, Right = -1, Value = -1.5f, Categories = -1 },
                new() { Left = -1, Right = -1, Value = 0.25f, Categories = -1 },
                new() { Left = -1, Right = -1, Value = 1, Categories = -1 },
            ],
            [[1]]), trees)],
        Outputs = [.. Enumerable.Range(0, trees).Select(tree => tree % objective.OutputCount)],
    };

    [Fact]
    public void A_table_and_its_rows_one_by_one_have_the_same_predictions()
    {
        var predictor = new TreePredictor(Features, Model(Objective.Logistic, 1));

        var column = Assert.Single(predictor.Predict(Shots));

        Assert.Equal("prediction", column.Name);
        Assert.Equal([0.7311f, 0.1824f, 0.7311f, 0.1824f], column.Values.ToArray().Select(value => MathF.Round(value, 4)));
        Assert.Equal(column.Values.ToArray(), Rows(predictor).Select(predictor.Predict));
    }

    [Fact]
    public void Several_classes_have_a_column_each()
    {
        var predictor = new TreePredictor(Features, Model(Objective.Softmax(3), 2));

        var columns = predictor.Predict(Shots, "class");

        Assert.Equal(["class_0", "class_1", "class_2"], columns.Select(column => column.Name));
        foreach (var (row, place) in Rows(predictor).Select((row, place) => (row, place)))
        {
            var classes = new float[3];
            predictor.Predict([row], classes);
            Assert.Equal(columns.Select(column => column[place]), classes);
        }
    }

    [Fact]
    public async Task What_is_kept_and_read_again_predicts_the_same()
    {
        var report = await workspace.BuildAsync(new Goals());
        var outcome = report.Outcomes.Single(outcome => outcome.Stage == nameof(MakePredictor));
        Assert.Null(outcome.Error);
        var artifact = workspace.Workspace.Store.OpenArtifact(outcome.Output!.Value);

        var predictor = TreePredictor.Load(artifact);

        Assert.Equal(["features.json", "model.json"], artifact.Files);
        Assert.Equal(new TreePredictor(Features, Model(Objective.Logistic, 3)).Predict(Shots)[0].Values.ToArray(), predictor.Predict(Shots)[0].Values.ToArray());
        Assert.Equal(predictor.Predict(Shots)[0].Values.ToArray(), TreePredictor.Open(artifact.Path).Predict(Shots)[0].Values.ToArray());
        // Nothing is left to do: the same options have the same key.
        Assert.DoesNotContain((await workspace.BuildAsync(new Goals())).Outcomes, outcome => outcome.Result == Scheduling.StageResult.Built);
    }

    [Fact]
    public async Task A_changed_option_of_an_encoder_fits_again()
    {
        await workspace.BuildAsync(new Goals());

        var report = await workspace.BuildAsync(new Goals { Fill = 10 });

        Assert.Contains(report.Outcomes, outcome => outcome.Stage == nameof(FitFeatures) && outcome.Result == Scheduling.StageResult.Built);
    }

    [Fact]
    public void A_model_of_other_features_is_refused()
    {
        Assert.Equal("feature 1 of the model is `zone`, but the features make `distance` there", Refused([.. Features.Features.Reverse()]));
        Assert.Equal("the model and the features do not agree whether `zone` is a category", Refused([new("distance"), new("zone")]));
        Assert.Equal("the model reads 3 features, but 2 are made", Refused([.. Features.Features, new("more")]));
    }

    [Fact]
    public void A_folder_that_holds_none_is_refused() =>
        Assert.Equal($"there is no tree predictor in `{workspace.Root}`: it has no `features.json`", Assert.Throws<BuildException>(() => TreePredictor.Open(workspace.Root)).Message);

    private static string Refused(IReadOnlyList<Feature> features) => Assert.Throws<BuildException>(() => new TreePredictor(Features, Model(Objective.Logistic, 0, features))).Message;

    private static IEnumerable<RawRow> Rows(TreePredictor predictor)
    {
        for (var row = 0; row < Shots.RowCount; row++)
        {
            var raw = predictor.NewRow().Set("zone", Shots.Strings("zone")[row]);
            yield return Shots.Doubles("distance").At(row) is { } distance ? raw.Set("distance", distance) : raw.SetMissing("distance");
        }
    }

    internal sealed record MakeShots : Stage<Table>
    {
        protected override Task<Table> RunAsync(StageContext context) => Task.FromResult(Shots);
    }

    internal sealed record MakePredictor : Stage<TreePredictor>
    {
        public required Artifact<FittedFeatures> Features { get; init; }

        protected override async Task<TreePredictor> RunAsync(StageContext context) => new(await context.ReadAsync(Features), Model(Objective.Logistic, 3));
    }

    private sealed class Goals : Pipeline
    {
        public double? Fill { get; init; }

        public override IEnumerable<Stage> Compose(BuildProfile profile)
        {
            var features = new FitFeatures { Training = new MakeShots(), Pipeline = new(new ScaleEncoder("distance") { Fill = Fill }, new CategoryEncoder("zone")) };
            yield return new MakePredictor { Features = features };
        }
    }
}
