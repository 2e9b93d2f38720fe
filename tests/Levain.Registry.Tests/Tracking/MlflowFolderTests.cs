using Levain.Testing;

namespace Levain.Registry.Tests.Tracking;

/// <summary>A folder that MLflow's own pages read.</summary>
public sealed class MlflowFolderTests : IDisposable
{
    private readonly string temporary = Directory.CreateTempSubdirectory("levain-mlruns-").FullName;
    private readonly ManualClock clock = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string Root => Path.Combine(temporary, "mlruns");

    public void Dispose() => Directory.Delete(temporary, recursive: true);

    [Fact]
    public async Task Every_field_stands_where_MLflow_looks_for_it()
    {
        var run = Samples.Full();

        var notices = await Folder().WriteAsync(run, Cancellation);

        var (experiment, home) = Only();
        Assert.Empty(notices);
        Assert.Equal($"""
            artifact_location: "file://{experiment}"
            creation_time: 1767225600000
            experiment_id: "{Path.GetFileName(experiment)}"
            last_update_time: 1767225600000
            lifecycle_stage: "active"
            name: "xgoals"

            """, Text(experiment, "meta.yaml"));
        Assert.Equal($"""
            artifact_uri: "file://{home}/artifacts"
            deleted_time: null
            end_time: 1772366490000
            entry_point_name: ""
            experiment_id: "{Path.GetFileName(experiment)}"
            lifecycle_stage: "active"
            run_id: "{run.Id}"
            run_name: "train"
            run_uuid: "{run.Id}"
            source_name: ""
            source_type: 4
            source_version: ""
            start_time: 1772366400000
            status: 3
            tags: []
            user_id: "anna"

            """, Text(home, "meta.yaml"));
        Assert.Equal("6", Text(home, "params/depth"));
        Assert.Equal("0.1", Text(home, "params/boosting/rate"));
        Assert.Equal("1772366401000 0.7 1\n1772366402000 0.75 2\n", Text(home, "metrics/auc"));
        Assert.Equal("1772366400000 nan 0\n", Text(home, "metrics/loss"));
        Assert.Equal("ligue «1» ⚽", Text(home, "tags/team"));
        Assert.Equal(("train", "anna", "LOCAL", "0a1b2c", "main"), (Text(home, "tags/mlflow.runName"), Text(home, "tags/mlflow.user"), Text(home, "tags/mlflow.source.type"), Text(home, "tags/mlflow.source.git.commit"), Text(home, "tags/mlflow.source.git.branch")));
        Assert.Equal((run.Id, "true", Digest.Of("key").ToString()), (Text(home, "tags/levain.run"), Text(home, "tags/levain.dirty"), Text(home, "tags/levain.key.TrainTrees")));
        Assert.True(Directory.Exists(Path.Combine(home, "artifacts")));
    }

    [Fact]
    public async Task A_dataset_is_named_by_the_hash_of_name_and_digest_as_MLflow_does()
    {
        var run = Samples.Full();

        await Folder().WriteAsync(run, Cancellation);

        var (experiment, home) = Only();
        var digest = Digest.Of("shots").Hex[..36];
        // What Python says: md5(name + digest), and md5(that + run).
        const string id = "4c419fc72da70b0d2b39502adf09c994";
        Assert.Equal($$"""
            digest: "{{digest}}"
            name: "shots"
            profile: "{\"num_rows\":1200}"
            schema: null
            source: "{\"url\":\"https://example.org/shots.csv\"}"
            source_type: "http"

            """, Text(experiment, $"datasets/{id}/meta.yaml"));
        Assert.Equal($"""
            destination_id: "{run.Id}"
            destination_type: "RUN"
            source_id: "{id}"
            source_type: "DATASET"
            tags:
              "mlflow.data.context": "training"

            """, Text(home, "inputs/3724d556e031678e4c82e31cf4735e22/meta.yaml"));
    }

    [Fact]
    public async Task The_folder_has_what_MLflow_makes_when_it_finds_none()
    {
        await Folder().WriteAsync(Samples.Run(), Cancellation);

        Assert.Contains("name: \"Default\"", Text(Root, "0/meta.yaml"), StringComparison.Ordinal);
        Assert.True(Directory.Exists(Path.Combine(Root, ".trash")));
        // Of all other folders at the first level MLflow thinks that they are experiments.
        Assert.All(Directory.GetDirectories(Root).Select(Path.GetFileName), name => Assert.True(name!.EndsWith(".trash", StringComparison.Ordinal) || name == "models" || File.Exists(Path.Combine(Root, name, "meta.yaml")), name));
    }

    [Fact]
    public async Task Writing_a_run_again_touches_nothing()
    {
        var folder = Folder();
        await folder.WriteAsync(Samples.Full(), Cancellation);
        foreach (var file in Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories)) File.SetLastWriteTimeUtc(file, DateTime.UnixEpoch);

        await folder.WriteAsync(Samples.Full(), Cancellation);

        Assert.All(Directory.EnumerateFiles(Only().Run, "*", SearchOption.AllDirectories), file => Assert.Equal(DateTime.UnixEpoch, File.GetLastWriteTimeUtc(file)));
    }

    [Fact]
    public async Task What_people_added_in_MLflow_stays_when_a_run_is_brought_up_to_date()
    {
        var folder = Folder();
        await folder.WriteAsync(Samples.Run() with { Status = RunStatus.Running }, Cancellation);
        File.WriteAllText(Path.Combine(Only().Run, "tags/mlflow.note.content"), "the good one");

        await folder.WriteAsync(Samples.Full(), Cancellation);

        Assert.Equal("the good one", Text(Only().Run, "tags/mlflow.note.content"));
        Assert.Contains("status: 3\n", Text(Only().Run, "meta.yaml"), StringComparison.Ordinal);
        Assert.Equal("6", Text(Only().Run, "params/depth"));
    }

    [Fact]
    public async Task A_run_that_was_deleted_in_MLflow_stays_deleted()
    {
        await Folder().WriteAsync(Samples.Run(), Cancellation);
        var meta = Path.Combine(Only().Run, "meta.yaml");
        File.WriteAllText(meta, Text(Only().Run, "meta.yaml").Replace("lifecycle_stage: \"active\"", "lifecycle_stage: deleted", StringComparison.Ordinal));

        var notices = await Folder().WriteAsync(Samples.Full(), Cancellation);

        Assert.Equal(["run `train` was deleted in MLflow, and stays so"], notices);
        Assert.Contains("lifecycle_stage: deleted", File.ReadAllText(meta), StringComparison.Ordinal);
        Assert.False(File.Exists(Path.Combine(Only().Run, "params/depth")));
    }

    [Theory]
    [InlineData("name: xgoals", "as it stands")]
    [InlineData("name: 'xgoals'", "between simple quotes")]
    [InlineData("name: \"xgoa\\u006cs\"", "with an escape")]
    [InlineData("name: \"xgo\\\n  als\"", "folded")]
    public async Task An_experiment_that_MLflow_made_is_used(string line, string reason)
    {
        Directory.CreateDirectory(Path.Combine(Root, "314159"));
        File.WriteAllText(Path.Combine(Root, "314159/meta.yaml"), $"artifact_location: file:///elsewhere\nexperiment_id: '314159'\nlifecycle_stage: active\n{line}\n");

        await Folder().WriteAsync(Samples.Run(), Cancellation);

        Assert.True(Directory.Exists(Path.Combine(Root, "314159", Samples.Run().Id)), reason);
    }

    [Fact]
    public async Task A_renamed_experiment_keeps_its_runs_and_the_name_is_free_again()
    {
        await Folder().WriteAsync(Samples.Run("old"), Cancellation);
        var (old, _) = Only();
        File.WriteAllText(Path.Combine(old, "meta.yaml"), Text(old, "meta.yaml").Replace("\"xgoals\"", "xgoals of last year", StringComparison.Ordinal));

        await Folder().WriteAsync(Samples.Run("new"), Cancellation);

        Assert.False(Directory.Exists(Path.Combine(old, Samples.Run("new").Id)));
        Assert.Single(Directory.GetDirectories(Root), folder => Directory.Exists(Path.Combine(folder, Samples.Run("new").Id)));
    }

    [Fact]
    public async Task An_experiment_that_was_deleted_in_MLflow_is_named()
    {
        await Folder().WriteAsync(Samples.Run(), Cancellation);
        var (experiment, _) = Only();
        Directory.Move(experiment, Path.Combine(Root, ".trash", Path.GetFileName(experiment)));

        var error = await Assert.ThrowsAsync<BuildException>(() => Folder().WriteAsync(Samples.Run(), Cancellation));

        Assert.Equal("experiment `xgoals` was deleted in MLflow", error.Message);
    }

    [Fact]
    public async Task A_tag_of_64_KiB_is_kept_whole()
    {
        var value = string.Concat(Enumerable.Repeat("wörter ", 10_000))[..65_536];

        await Folder().WriteAsync(Samples.Run() with { Tags = [new("long", value)] }, Cancellation);

        Assert.Equal(value, Text(Only().Run, "tags/long"));
    }

    [Fact]
    public async Task Files_and_folders_are_copied_and_not_linked()
    {
        var model = Path.Combine(temporary, "model.json");
        File.WriteAllText(model, "{}");
        File.SetUnixFileMode(model, UnixFileMode.UserRead);
        Directory.CreateDirectory(Path.Combine(temporary, "report/plots"));
        File.WriteAllText(Path.Combine(temporary, "report/plots/auc.svg"), "<svg/>");
        File.CreateSymbolicLink(Path.Combine(temporary, "report/secret"), "/etc/hostname");
        var run = Samples.Run() with { Artifacts = [new("model/model.json", model), new("report", Path.Combine(temporary, "report")), new("../gone", Path.Combine(temporary, "nothing"))] };

        var notices = await Folder().WriteAsync(run, Cancellation);
        await Folder().WriteAsync(run, Cancellation);

        var artifacts = Path.Combine(Only().Run, "artifacts");
        Assert.Equal(["model/model.json", "report/plots/auc.svg"], Directory.EnumerateFiles(artifacts, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(artifacts, file)).Order(StringComparer.Ordinal));
        Assert.Equal(["artifact `../gone` of run `train` is not there any more, and was not kept"], notices);
    }

    [Fact]
    public async Task What_a_killed_process_left_half_done_is_seen_by_nobody_and_goes()
    {
        var left = Path.Combine(Root, ".levain.trash/7/params");
        Directory.CreateDirectory(left);
        File.WriteAllText(Path.Combine(left, "depth"), "6");

        await Folder().WriteAsync(Samples.Run(), Cancellation);

        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(Root, ".levain.trash")));
        Assert.Empty(Directory.GetDirectories(Path.Combine(Only().Run, "params")));
    }

    [Fact]
    public async Task Many_who_write_at_once_lose_nothing()
    {
        await Task.WhenAll(Enumerable.Range(0, 8).Select(writer => Task.Run(async () =>
        {
            for (var i = 0; i < 4; i++) await Folder().WriteAsync(Samples.Full(i == 0 ? "shared" : $"{writer} {i}"), Cancellation);
        }, Cancellation)));

        var runs = Directory.GetDirectories(Only().Experiment).Where(folder => Path.GetFileName(folder) != "datasets").ToList();
        Assert.Equal(25, runs.Count);
        Assert.All(runs, run => Assert.Equal("6", Text(run, "params/depth")));
    }

    [Fact]
    public async Task A_trial_names_its_parent()
    {
        var tuning = Samples.Run("tuning");

        await Folder().WriteAsync(tuning, Cancellation);
        await Folder().WriteAsync(Samples.Run("trial 1") with { Parent = tuning.Id }, Cancellation);

        Assert.Equal(tuning.Id, Text(Path.Combine(Only().Experiment, Samples.Run("trial 1").Id), "tags/mlflow.parentRunId"));
    }

    [Fact]
    public async Task A_version_stands_in_the_registry_of_MLflow_with_its_aliases()
    {
        var run = Samples.Run();
        await Folder().WriteAsync(run, Cancellation);

        await Folder().WriteAsync(Samples.Version(1, "production") with { Run = run.Id, Experiment = run.Experiment }, Cancellation);
        await Folder().WriteAsync(Samples.Version(2, "production"), Cancellation);
        await Folder().WriteAsync(Samples.Version(1) with { FormerAliases = ["production"], Run = run.Id }, Cancellation);

        var model = Path.Combine(Root, "models/xgoals-us");
        Assert.Equal("2", Text(model, "aliases/production"));
        Assert.Equal("aliases: {}\ncreation_timestamp: 1772366400000\ndescription: \"\"\nlast_updated_timestamp: 1772366400000\nname: \"xgoals-us\"\n", Text(model, "meta.yaml"));
        Assert.Equal($"""
            aliases: []
            creation_timestamp: 1772366400000
            current_stage: "None"
            description: ""
            last_updated_timestamp: 1772366400000
            name: "xgoals-us"
            run_id: "{run.Id}"
            run_link: ""
            source: "file://{Only().Run}/artifacts/model"
            status: "READY"
            status_message: null
            storage_location: "file://{Only().Run}/artifacts/model"
            user_id: "anna"
            version: 1

            """, Text(model, "version-1/meta.yaml"));
        Assert.Equal("approved", Text(model, "version-1/tags/levain.state"));
    }

    [Fact]
    public async Task An_alias_that_is_taken_away_points_nowhere()
    {
        await Folder().WriteAsync(Samples.Version(1, "staging"), Cancellation);

        await Folder().WriteAsync(Samples.Version(1) with { FormerAliases = ["staging"] }, Cancellation);

        Assert.Empty(Directory.GetFiles(Path.Combine(Root, "models/xgoals-us/aliases")));
    }

    private MlflowFolder Folder() => new(Root, clock);

    private (string Experiment, string Run) Only()
    {
        var experiment = Directory.GetDirectories(Root).Single(folder => !folder.EndsWith(".trash", StringComparison.Ordinal) && Path.GetFileName(folder) is not ("0" or "models"));
        return (experiment, Directory.GetDirectories(experiment).First(folder => Path.GetFileName(folder) != "datasets"));
    }

    private static string Text(string folder, string path) => File.ReadAllText(Path.Combine(folder, path));
}
