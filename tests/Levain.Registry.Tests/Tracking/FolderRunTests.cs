using System.Globalization;
using FsCheck;
using FsCheck.Fluent;
using Levain.Testing;

namespace Levain.Registry.Tests.Tracking;

/// <summary>Runs are read from the folder again, ours and those of others.</summary>
public sealed class FolderRunTests : IDisposable
{
    private readonly string temporary = Directory.CreateTempSubdirectory("levain-runs-").FullName;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(temporary, recursive: true);

    [Fact]
    public async Task A_run_that_was_written_is_read_as_it_was()
    {
        var run = Samples.Full() with { Parent = Samples.Run("tuning").Id };
        await Folder().WriteAsync(run, Cancellation);

        var read = Assert.Single(Folder().Read("xgoals"));

        Assert.Equal((run.Id, run.Identity, run.Name, run.Parent, run.Status), (read.Id, read.Identity, read.Name, read.Parent, read.Status));
        Assert.Equal((run.Start, run.End, run.User, run.Source), (read.Start, read.End, read.User, read.Source));
        Assert.All(RunComparison.Of(run, read).Rows, row => Assert.False(row.Differs, row.Name));
        Assert.Equal(run.Metrics.SelectMany(metric => metric.Points), read.Metrics.SelectMany(metric => metric.Points));
    }

    [Fact]
    public async Task The_newest_comes_first_and_deleted_ones_are_left_out()
    {
        for (var i = 0; i < 3; i++) await Folder().WriteAsync(Samples.Run(i.ToString(CultureInfo.InvariantCulture)) with { Start = Samples.Noon.AddHours(i) }, Cancellation);
        var deleted = Directory.GetFiles(temporary, "meta.yaml", SearchOption.AllDirectories).Single(file => File.ReadAllText(file).Contains("run_name: \"1\"", StringComparison.Ordinal));
        File.WriteAllText(deleted, File.ReadAllText(deleted).Replace("\"active\"", "deleted", StringComparison.Ordinal));

        Assert.Equal(["2", "0"], Folder().Read("xgoals").Select(run => run.Name));
    }

    [Fact]
    public void A_run_that_MLflow_made_is_read_too()
    {
        var run = Path.Combine(temporary, "mlruns/314159/0123456789abcdef0123456789abcdef");
        foreach (var name in new[] { "params", "metrics", "tags" }) Directory.CreateDirectory(Path.Combine(run, name));
        File.WriteAllText(Path.Combine(temporary, "mlruns/314159/meta.yaml"), "artifact_location: file:///x\nexperiment_id: '314159'\nlifecycle_stage: active\nname: theirs\n");
        File.WriteAllText(Path.Combine(run, "meta.yaml"), "artifact_uri: file:///x\nend_time: null\nlifecycle_stage: active\nrun_id: 0123456789abcdef0123456789abcdef\nrun_name: 'bold ''one'''\nstart_time: 1772366400000\nstatus: 1\nuser_id: bert\n");
        File.WriteAllText(Path.Combine(run, "params/lr"), "0.1");
        File.WriteAllText(Path.Combine(run, "metrics/loss"), "1772366400000 0.5\n1772366400001 1e-05 2\n17723664");
        File.WriteAllText(Path.Combine(run, "tags/mlflow.note.content"), "mine");

        var read = Assert.Single(Folder().Read("theirs"));

        Assert.Equal(("0123456789abcdef0123456789abcdef", "bold 'one'", RunStatus.Running), (read.Id, read.Name, read.Status));
        Assert.Null(read.End);
        Assert.Equal([new(0.5, Samples.Noon, 0), new(1e-05, Samples.Noon.AddMilliseconds(1), 2)], Assert.Single(read.Metrics).Points);
        Assert.Equal([new RunEntry("mlflow.note.content", "mine")], read.Tags);
    }

    [Fact]
    public void An_experiment_that_is_not_there_has_no_runs()
    {
        Assert.Empty(Folder().Read("xgoals"));
        Directory.CreateDirectory(Path.Combine(temporary, "mlruns"));
        Assert.Empty(Folder().Read("xgoals"));
    }

    [Fact]
    public async Task Any_texts_and_figures_come_back()
    {
        var texts = ArbMap.Default.GeneratorFor<string>().Where(text => text is not null && !text.Any(char.IsSurrogate));
        var values = ArbMap.Default.GeneratorFor<double>();
        foreach (var (i, text, value) in Enumerable.Range(0, 40).Zip(texts.Sample(40), values.Sample(40)))
        {
            var run = Samples.Run(FormattableString.Invariant($"run {i}")) with { Experiment = $"e{i}{text}", Parameters = [new("p", text)], Tags = [new("t", text)], Metrics = [RunMetric.Once("m", value, Samples.Noon)] };
            await Folder().WriteAsync(run, Cancellation);

            Assert.All(RunComparison.Of(run, Assert.Single(Folder().Read(run.Experiment))).Rows, row => Assert.False(row.Differs, $"{row.Name}: {string.Join(" and ", row.Values)}"));
        }
    }

    private MlflowFolder Folder() => new(Path.Combine(temporary, "mlruns"), new ManualClock());
}
