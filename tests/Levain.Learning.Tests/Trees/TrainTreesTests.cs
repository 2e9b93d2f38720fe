using Levain.Fingerprints;
using Levain.Numerics;
using Levain.Testing;

namespace Levain.Learning.Tests.Trees;

public sealed class TrainTreesTests : IDisposable
{
    private readonly TestWorkspace workspace = new();

    public void Dispose() => workspace.Dispose();

    [Fact]
    public async Task A_table_becomes_a_model_that_knows_its_features_by_name_and_says_how_it_did()
    {
        var report = await workspace.BuildAsync(new Shots("goal"), TestContext.Current.CancellationToken);

        Assert.False(report.Failed, string.Join("; ", report.Outcomes.Select(outcome => outcome.Error?.Message)));
        var outcome = report.Outcomes.Single(outcome => outcome.Stage == nameof(TrainTrees));
        var model = TreeModel.Load(workspace.Workspace.Store.OpenArtifact(outcome.Output!.Value));
        Assert.Equal(["distance", "angle"], model.Features.Select(feature => feature.Name));
        var metrics = outcome.Metrics.ToDictionary();
        Assert.Equal(model.Trees.Length, metrics["trees"]);
        Assert.InRange(metrics["validation"], 0.1, 0.6);
    }

    [Fact]
    public async Task A_target_that_is_no_column_is_told_with_the_nearest_one()
    {
        var report = await workspace.BuildAsync(new Shots("goals"), TestContext.Current.CancellationToken);

        Assert.Contains("`goals`", Assert.Single(report.Outcomes, outcome => outcome.Error is not null).Error!.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_key_has_what_the_stage_reaches_and_no_learner_that_is_not_ours()
    {
        var fingerprint = new CodeFingerprinter(new AssemblyUniverse([AppContext.BaseDirectory])).Of(typeof(TrainTrees));

        Assert.Empty(fingerprint.WholeAssemblies);
        Assert.Equal(["duckdb"], fingerprint.NativeLibraries.Select(library => library.Name));
    }

    private sealed class Shots(string target) : Pipeline
    {
        public override IEnumerable<Stage> Compose(BuildProfile profile) =>
        [
            new TrainTrees
            {
                Training = new MakeShots { Seed = 1, Label = "training" },
                Validation = new MakeShots { Seed = 2, Label = "validation" },
                Target = target,
                Options = new() { Seed = 1, Objective = Objective.Logistic, Rounds = 50, Depth = 3, Patience = 5 },
            },
        ];
    }

    public sealed record MakeShots : Stage<Table>
    {
        public required int Seed { get; init; }

        protected override Task<Table> RunAsync(StageContext context)
        {
            var random = new CounterRandom((ulong)Seed);
            var distances = Enumerable.Range(0, 400).Select(row => 40 * random.Uniform((ulong)row)).ToArray();
            return Task.FromResult(new Table(
            [
                TableColumn.Of<double>("distance", [.. distances.Select(distance => (double?)distance)]),
                TableColumn.Of<double>("angle", [.. Enumerable.Range(0, 400).Select(row => row % 9 == 0 ? (double?)null : random.Uniform((ulong)row + 1000))]),
                TableColumn.Of<bool>("goal", [.. distances.Select((distance, row) => random.Uniform((ulong)row + 2000) < 0.5 - (distance / 80))]),
            ]));
        }
    }
}
