using System.Globalization;
using Levain;
using Levain.Building;
using Levain.Learning;
using Levain.Scheduling;
using Levain.Testing;

namespace XGoals.Tests;

public sealed class PipelineTests
{
    [Fact]
    public async Task The_pipeline_gives_the_metrics_that_it_always_gave()
    {
        using var workspace = Workspace();

        var report = await workspace.BuildAsync(new XGoalsPipeline());

        Assert.False(report.Failed);
        Verified.Text(string.Concat(report.Outcomes.Select(Describe)));
    }

    [Fact]
    public async Task The_metrics_are_those_that_it_always_had()
    {
        using var workspace = Workspace();

        var report = await workspace.BuildAsync(new XGoalsPipeline());

        Verified.Text(Evaluation.Load(workspace.Workspace.Store.OpenArtifact(OutputOf(report, "EvaluateLinear"))).Metrics);
    }

    [Fact]
    public async Task The_model_finds_the_process_that_made_the_shots()
    {
        using var workspace = Workspace();

        var report = await workspace.BuildAsync(new XGoalsPipeline(), "SimulateShots.Count=200000");
        var model = LinearModel.Load(workspace.Workspace.Store.OpenArtifact(OutputOf(report, "TrainLogistic")));

        Assert.Equal(-0.13, model.Coefficients.Single(coefficient => coefficient.Feature == "distance_to_goal").Value, 0.01);
        Assert.Equal(1.2, model.Coefficients.Single(coefficient => coefficient.Feature == "angle_to_goal").Value, 0.1);
    }

    [Fact]
    public async Task One_job_and_four_jobs_give_the_same_bytes()
    {
        var digests = new List<IReadOnlyList<Content?>>();
        foreach (var jobs in new[] { 1, 4 })
        {
            using var workspace = Workspace();
            workspace.Settings = new BuildSettings { Jobs = jobs };
            digests.Add([.. (await workspace.BuildAsync(new XGoalsPipeline(), "SimulateShots.Count=2000")).Outcomes.Select(outcome => outcome.Output)]);
        }

        Assert.Equal(digests[0], digests[1]);
    }

    [Theory]
    [InlineData(0.0, 0.0, 3.141592653589793)] // On the goal line between the posts: the whole half plane.
    [InlineData(11.0, 0.0, 0.6429)] // The penalty spot.
    public void The_angle_is_the_one_between_the_posts(double x, double y, double angle) => Assert.Equal(angle, Pitch.Angle(x, y), 0.001);

    private static Content OutputOf(ModelReport report, string stage) => report.Outcomes.Single(outcome => outcome.Stage == stage).Output!.Value;

    // The model's queries and texts, in a workspace of the test's own.
    private static TestWorkspace Workspace()
    {
        var workspace = new TestWorkspace();
        foreach (var file in Directory.EnumerateFiles(Path.Combine(TestSource.Root, "models/xgoals")).Where(path => Path.GetExtension(path) is ".sql" or ".md"))
            workspace.Write($"models/xgoals/{Path.GetFileName(file)}", File.ReadAllText(file));
        return workspace;
    }

    private static string Describe(StageOutcome outcome) =>
        $"{outcome.Stage} {outcome.Output!.Value.Digest.Brief}\n{string.Concat(outcome.Metrics.Select(metric => string.Create(CultureInfo.InvariantCulture, $"  {metric.Key} {metric.Value:R}\n")))}";
}
