using System.Globalization;
using Levain.Registry;
using Levain.Registry.Tests.Tracking;

namespace Levain.Host.Tests;

/// <summary>Builds and versions are tracked by the real host, in a folder and at a server.</summary>
[Collection(nameof(BuiltWorkspace))]
public sealed class TrackingTests : IDisposable
{
    private const string Seed = "Points.Seed", Penalty = "TrainLogistic.Options.L2";

    // Other points for each build, so that there is something to build whatever ran before.
    private static int seeds = 1000;

    private readonly BuiltWorkspace workspace;
    private readonly string temporary = Directory.CreateTempSubdirectory("levain-tracking-").FullName;
    private readonly string seed = Interlocked.Increment(ref seeds).ToString(CultureInfo.InvariantCulture);

    private string Runs => Path.Combine(temporary, "runs");

    public TrackingTests(BuiltWorkspace workspace)
    {
        this.workspace = workspace;
        Directory.CreateDirectory(Path.Combine(temporary, "remote"));
    }

    public void Dispose() => Directory.Delete(temporary, recursive: true);

    [Fact]
    public void A_build_is_a_run_in_the_workspace()
    {
        var built = Train([]).MustEnd(0);
        var again = Train([]).MustEnd(0);

        var run = Assert.Single(InWorkspace());
        Assert.DoesNotContain("warning", built.Errors + again.Errors, StringComparison.Ordinal);
        Assert.Equal("0.5", Value(run, Penalty));
        Assert.Equal("label", Value(run, "EvaluateLinear.Target"));
        Assert.Equal(["auc", "auc.high", "auc.low"], run.Metrics.Select(metric => metric.Name).Where(name => name.Split('.')[0] == "auc").Order(StringComparer.Ordinal));
        Assert.Equal(["Points", "SplitTable", "TrainLogistic", "EvaluateLinear"], run.Lineage.Stages.Select(stage => stage.Name).OrderBy(name => Array.IndexOf(["Points", "SplitTable", "TrainLogistic", "EvaluateLinear"], name)));
        Assert.Equal((RunStatus.Finished, "build.sh --target Train --model judged"), (run.Status, run.Source));
        foreach (var artifact in (string[])["report.html", "card.md", "metrics.json", "model"])
            Assert.Single(Directory.EnumerateFileSystemEntries(workspace.PathOf(".levain/mlruns"), artifact, SearchOption.AllDirectories), path => path.Contains($"/{run.Id}/artifacts/", StringComparison.Ordinal));
    }

    [Fact]
    public void What_has_nothing_to_build_is_no_run()
    {
        Train([], ("MLFLOW_TRACKING_URI", Runs)).MustEnd(0);
        Directory.Delete(Runs, recursive: true);

        Train([], ("MLFLOW_TRACKING_URI", Runs)).MustEnd(0);

        Assert.False(Directory.Exists(Runs));
    }

    [Theory]
    [InlineData("CI", "true")]
    [InlineData("LEVAIN_TRACKING", "off")]
    public void Nothing_is_tracked_where_nobody_would_look(string variable, string value)
    {
        Train([], (variable, value)).MustEnd(0);

        Assert.Empty(InWorkspace());
    }

    [Theory]
    [InlineData("MLFLOW_TRACKING_URI", "postgresql://secret@db/mlflow", "runs cannot be sent to `postgresql`")]
    [InlineData("LEVAIN_TRACKING", "perhaps", "`LEVAIN_TRACKING` is neither `on` nor `off`")]
    [InlineData("MLFLOW_TRACKING_URI", "/dev/null/runs", "`/dev/null/runs")]
    public void Settings_that_are_wrong_are_a_warning_and_no_more(string variable, string value, string why)
    {
        var built = Train([], (variable, value)).MustEnd(0);

        Assert.Contains(why, Assert.Single(built.Errors.Split('\n'), line => line.StartsWith("warning:", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.DoesNotContain("secret", built.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public void Trials_are_nested_in_their_study()
    {
        Train(["--environment", "prod"], ("MLFLOW_TRACKING_URI", Runs)).MustEnd(0);

        var runs = new MlflowFolder(Runs, TimeProvider.System).Read("judged");
        var study = Assert.Single(runs, run => run.Name.StartsWith("study of TuneLogistic ", StringComparison.Ordinal));
        var trials = runs.Where(run => run.Parent == study.Id).OrderBy(run => run.Name, StringComparer.Ordinal).ToList();
        var evaluation = Assert.Single(runs, run => run.Parent is null && run.Id != study.Id);
        Assert.Equal(["trial 0", "trial 1", "trial 2"], trials.Select(trial => trial.Name));
        Assert.All(trials, trial => Assert.InRange(double.Parse(Value(trial, "L2"), CultureInfo.InvariantCulture), 0.01, 100));
        Assert.Equal(trials.Min(trial => trial.Metrics.Single(metric => metric.Name == "score").Points[0].Value), study.Metrics.Single(metric => metric.Name == "score").Points[0].Value);
        Assert.Contains(evaluation.Tags, tag => tag == new RunEntry("study TuneLogistic", study.Id));
    }

    [Fact]
    public void A_server_gets_runs_and_versions_with_their_names()
    {
        using var server = new FakeMlflow();
        (string, string?)[] there = [("MLFLOW_TRACKING_URI", server.Address), ("LEVAIN_REMOTE", Path.Combine(temporary, "remote")), ("LEVAIN_USER", "anna")];

        Run(there, "Register", "--model", "judged", "--set", $"{Seed}={seed}").MustEnd(0);
        Run(there, "Approve", "--group", "judged", "--version", "1").MustEnd(0);
        var promoted = Run(there, "Promote", "--group", "judged", "--version", "1").MustEnd(0);

        var run = Assert.Single(server.Living);
        var version = Assert.Single(server.Versions);
        Assert.DoesNotContain("warning", promoted.Errors, StringComparison.Ordinal);
        Assert.Equal((seed, "anna", "passed"), (run.Parameters[Seed], run.Tags["mlflow.user"], run.Tags["gates"]));
        Assert.Equal(("judged", "approved", "1"), (version.Model, version.Tags["levain.state"], server.Aliases[("judged", "production")]));
        Assert.Contains(run.Id, version.Source, StringComparison.Ordinal);
    }

    [Fact]
    public void A_server_that_is_down_fails_nothing_and_gets_its_runs_later()
    {
        using var server = new FakeMlflow { Misdeeds = (_, _) => Misdeed.ServerError };

        var down = Train([], ("MLFLOW_TRACKING_URI", server.Address)).MustEnd(0);
        server.Misdeeds = (_, _) => Misdeed.None;
        var up = Train(["--set", "Points.Count=500"], ("MLFLOW_TRACKING_URI", server.Address)).MustEnd(0);

        Assert.Contains("waits to be sent with the next build", down.Errors, StringComparison.Ordinal);
        Assert.DoesNotContain("waits", up.Errors, StringComparison.Ordinal);
        Assert.Equal(["500", "600"], server.Living.Select(run => run.Parameters["Points.Count"]).Order(StringComparer.Ordinal));
    }

    private HostRun Train(string[] more, params (string, string?)[] environment) =>
        Run(environment, ["Train", "--model", "judged", "--set", $"{Seed}={seed}", "--set", more.Contains("prod") ? "Points.Count=300" : $"{Penalty}=0.5", .. more]);

    private HostRun Run((string, string?)[] environment, params string[] arguments) => workspace.RunWith(environment, ["--target", .. arguments]);

    private List<TrackedRun> InWorkspace() =>
        [.. new MlflowFolder(workspace.PathOf(".levain/mlruns"), TimeProvider.System).Read("judged").Where(run => run.Parameters.Contains(new(Seed, seed)))];

    private static string Value(TrackedRun run, string name) => Assert.Single(run.Parameters, parameter => parameter.Name == name).Value;
}
