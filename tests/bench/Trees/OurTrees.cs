using Levain.Learning;

namespace Levain.Bench.Trees;

/// <summary>Levain's own trees.</summary>
internal sealed class OurTrees : TreesSide
{
    private const int SingleRows = 2_000;

    private readonly TrainingSet training;
    private TreeScorer? scorer;
    private FeatureMatrix? test;
    private float[] rows = [], predictions = [];

    public OurTrees(TreesFiles files, TreesTask task) : base(files, task) =>
        training = new(files.Set.IsSparse ? files.Sparse("training", task.Rows) : files.Columns("training", task.Rows), Labels);

    public override void Train(int rounds, Action ended)
    {
        var options = new BoostingOptions { Objective = Objective.Logistic, Rounds = rounds, Depth = Task.Depth, LearningRate = 0.1, Bins = 256, L2 = 1, Seed = 1 };
        scorer = new(Boosting.Fit(training, null, options, new Heard(ended), Task.Threads));
    }

    public override void ReadTest()
    {
        predictions = new float[Files.Set.TestRows];
        if (Files.Set.IsSparse) test = Files.Sparse("test", Files.Set.TestRows);
        rows = Files.Set.IsSparse ? First(test!) : Files.Rows("test", Files.Set.TestRows);
    }

    public override double Batch() => test is { } matrix ? Timed(() => scorer!.Predict(matrix, predictions, Task.Threads)) : InPlace();

    public override double InPlace() => test is null ? Timed(() => scorer!.Predict(rows, predictions, Task.Threads)) : double.NaN;

    public override double Single()
    {
        var (width, count) = (Files.Set.Columns, Math.Min(SingleRows, Files.Set.TestRows));
        Span<float> one = stackalloc float[1];
        var started = System.Diagnostics.Stopwatch.GetTimestamp();
        for (var row = 0; row < count; row++) scorer!.Predict(rows.AsSpan(row * width, width), one);
        return System.Diagnostics.Stopwatch.GetElapsedTime(started).TotalSeconds / count;
    }

    public override float[] Predict()
    {
        Batch();
        return predictions;
    }

    public override void Dispose()
    {
    }

    private float[] First(FeatureMatrix matrix)
    {
        var (width, count) = (Files.Set.Columns, Math.Min(SingleRows, matrix.RowCount));
        var first = new float[width * count];
        for (var row = 0; row < count; row++) matrix.CopyRow(row, first.AsSpan(row * width, width));
        return first;
    }

    private sealed class Heard(Action ended) : IProgress<BoostingRound>
    {
        public void Report(BoostingRound value) => ended();
    }
}
