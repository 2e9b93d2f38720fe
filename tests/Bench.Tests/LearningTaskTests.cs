using Levain.Bench.Learning;

namespace Levain.Bench.Tests;

public sealed class LearningTaskTests : IDisposable
{
    private const int Rows = 2_000;

    private readonly string folder = Directory.CreateTempSubdirectory("levain-bench-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Both_sides_come_to_the_same_loss()
    {
        var files = new LearningFiles(folder);
        files.MakeFeatures(Rows);
        var task = new LearningTask("logistic", Rows);

        var ours = task.Measure(files);

        var reached = ReachedLoss.Of(files.Features(Rows), ours.Numbers);
        // Without coefficients the loss is that of a guess.
        Assert.InRange(reached, 0.3, ReachedLoss.Of(files.Features(Rows), [.. ours.Numbers.Select(_ => 0.0)]) - 0.01);
        if (!SklearnTask.IsInstalled(folder)) Assert.Skip("python3-sklearn is not installed, so there is nothing to compare with");
        var theirs = ReachedLoss.Of(files.Features(Rows), new SklearnTask(task).Run(files).Numbers);
        Assert.InRange(reached, theirs - 1e-8, theirs + 1e-9);
    }

    [Fact]
    public void Both_sides_come_to_the_same_AUC()
    {
        var files = new LearningFiles(folder);
        files.MakePredictions(Rows);
        var task = new LearningTask("auc", Rows);

        var auc = Assert.Single(task.Measure(files).Numbers);

        Assert.InRange(auc, 0.7, 0.8);
        if (!SklearnTask.IsInstalled(folder)) Assert.Skip("python3-sklearn is not installed, so there is nothing to compare with");
        Assert.Equal(Assert.Single(new SklearnTask(task).Run(files).Numbers), auc, 1e-12);
    }
}
