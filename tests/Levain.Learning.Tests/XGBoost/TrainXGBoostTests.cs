using Levain.Building;
using Levain.Fingerprints;
using Levain.Planning;
using Levain.Tables;
using Levain.Testing;

namespace Levain.Learning.Tests.XGBoost;

public sealed class TrainXGBoostTests : IDisposable
{
    private readonly TestWorkspace workspace = new();

    public TrainXGBoostTests() => XGBoostSets.MustBeInstalled();

    public void Dispose() => workspace.Dispose();

    [Fact]
    public async Task A_table_becomes_a_model_that_knows_its_features_by_name()
    {
        var report = await workspace.BuildAsync(new Shots("goal"), TestContext.Current.CancellationToken);

        Assert.False(report.Failed, string.Join("; ", report.Outcomes.Select(outcome => outcome.Error?.Message)));
        var output = report.Outcomes.Single(outcome => outcome.Stage == nameof(TrainXGBoost)).Output!.Value;
        var model = TreeModel.Load(workspace.Workspace.Store.OpenArtifact(output));
        Assert.Equal(5, model.Trees.Length);
        Assert.Equal(["f0", "f1", "f2"], model.Features.Select(feature => feature.Name));
        Assert.True(new TreeScorer(model).Predict(XGBoostSets.Dense(500, columns: 3).Features).Distinct().Count() > 10);
    }

    [Fact]
    public async Task A_target_that_is_no_column_is_told_with_the_nearest_one()
    {
        var report = await workspace.BuildAsync(new Shots("goals"), TestContext.Current.CancellationToken);

        Assert.Contains("`goals`", Assert.Single(report.Outcomes, outcome => outcome.Error is not null).Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_library_and_the_platform_are_in_the_key()
    {
        var codes = new ReachedCodes(AppContext.BaseDirectory, Path.Combine(workspace.Root, "codes"));

        var parts = codes.Of(typeof(TrainXGBoost), []).Parts.ToDictionary(part => part.Key, part => part.Value, StringComparer.Ordinal);

        using var library = File.OpenRead(XGBoostLibrary.Path!);
        Assert.Equal(Digest.Of(library).ToString(), parts["native.xgboost"]);
        Assert.Contains("environment.platform", parts.Keys);
    }

    [Fact]
    public void No_whole_assembly_counts_and_no_other_library_of_the_system()
    {
        var fingerprint = new CodeFingerprinter(new AssemblyUniverse([AppContext.BaseDirectory])).Of(typeof(TrainXGBoost));

        Assert.Empty(fingerprint.WholeAssemblies);
        Assert.Equal(["duckdb", "xgboost"], fingerprint.NativeLibraries.Select(library => library.Name));
    }

    private sealed class Shots(string target) : Pipeline
    {
        public override IEnumerable<Stage> Compose(BuildProfile profile) =>
            [new TrainXGBoost { Training = new MakeShots(), Target = target, Options = new() { Objective = Objective.Logistic, Rounds = 5 } }];
    }

    public sealed record MakeShots : Stage<Table>
    {
        protected override Task<Table> RunAsync(StageContext context) => Task.FromResult(new Table(
        [
            .. Enumerable.Range(0, 3).Select(column => TableColumn.Of<double>($"f{column}", [.. XGBoostSets.Column(500, column).Select(value => float.IsNaN(value) ? (double?)null : value)])),
            TableColumn.Of<bool>("goal", [.. XGBoostSets.Labels(500).Select(label => label == 1)]),
        ]));
    }
}
