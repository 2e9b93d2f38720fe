using Levain.Bench.Trees;

namespace Levain.Bench.Tests;

public sealed class TreesProcessTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("levain-bench-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("dense", 28, true)]
    [InlineData("dense", 28, false)]
    [InlineData("sparse", 100, true)]
    [InlineData("sparse", 100, false)]
    [InlineData("shots", 2, true)]
    [InlineData("shots", 2, false)]
    [InlineData("categories", 39, true)]
    [InlineData("categories", 39, false)]
    public void Each_side_learns_each_data_set_and_is_measured(string name, int columns, bool isOurs)
    {
        Assert.SkipUnless(Levain.Learning.XGBoost.IsInstalled, "XGBoost's library is not installed: apt-get install libxgboost0");
        var files = new TreesFiles(TreesSet.Of(name, 2_000, 500, columns), folder);
        files.Make();

        var result = TreesProcess.Measure(files, new() { IsOurs = isOurs, Threads = 1, Rows = 2_000, Rounds = 10, Depth = 3 });

        Assert.InRange(result.Auc, 0.55, 0.95);
        Assert.True(result is { Train: > 0, Grow: > 0, Batch: > 0 }, $"{result}");
        Assert.True(result.Peak >= result.Before || !OperatingSystem.IsLinux(), $"{result}");
        Assert.Equal(name == "sparse", double.IsNaN(result.InPlace));
    }

    [Fact]
    public void Many_rare_categories_are_learned_as_well_as_by_XGBoost()
    {
        Assert.SkipUnless(Levain.Learning.XGBoost.IsInstalled, "XGBoost's library is not installed: apt-get install libxgboost0");
        var files = new TreesFiles(TreesSet.Of("categories", 4_000, 2_000, 39), folder);
        files.Make();
        var task = new TreesTask { IsOurs = true, Threads = 1, Rows = 4_000, Rounds = 50 };

        var (ours, theirs) = (TreesProcess.Measure(files, task), TreesProcess.Measure(files, task with { IsOurs = false }));

        Assert.True(ours.Auc > theirs.Auc - 0.02, $"{ours.Auc} beside {theirs.Auc}");
    }

    [Fact]
    public void A_task_is_told_to_another_process_whole()
    {
        var files = new TreesFiles(TreesSet.Of("dense", 300, 20, 5), folder);
        var task = new TreesTask { IsOurs = true, Threads = 2, Rounds = 7, Depth = 4, Rows = 100, Predicts = false };

        var (told, heard) = TreesTask.Parse(task.Arguments(files));

        Assert.Equal(task, heard);
        Assert.Equal((folder, "dense", 300, 20, 5), (told.Folder, told.Set.Name, told.Set.Rows, told.Set.TestRows, told.Set.Columns));
    }
}
