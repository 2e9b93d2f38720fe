using Levain.Learning;

namespace Levain.Bench.Trees;

/// <summary>XGBoost's C library with its hist method, from rows of numbers as its Python package would hand them over.</summary>
internal sealed class XGBoostTrees : TreesSide
{
    private const int SingleRows = 300;

    private readonly float[] rows = [];
    private readonly SparseMatrix? sparse;
    private XGBoostBooster? booster;
    private float[] testRows = [];
    private SparseMatrix? testSparse;

    public XGBoostTrees(TreesFiles files, TreesTask task) : base(files, task)
    {
        XGBoostLibrary.Load();
        if (files.Set.IsSparse) sparse = files.Sparse("training", task.Rows);
        else rows = files.Rows("training", task.Rows);
    }

    public override void Train(int rounds, Action ended)
    {
        booster?.Dispose();
        using var matrix = Matrix(rows, sparse);
        matrix.Set("label", Labels);
        booster = XGBoostBooster.Create(Parameters(rounds), matrix);
        for (var round = 0; round < rounds; round++)
        {
            booster.Update(round, matrix);
            ended();
        }
    }

    public override void ReadTest()
    {
        if (Files.Set.IsSparse) testSparse = Files.Sparse("test", Files.Set.TestRows);
        else testRows = Files.Rows("test", Files.Set.TestRows);
    }

    // A new matrix each time: it keeps the predictions of one that it has seen.
    public override double Batch()
    {
        using var matrix = Matrix(testRows, testSparse);
        return Timed(() => booster!.Predict(matrix));
    }

    public override double InPlace() => Files.Set.IsSparse ? double.NaN : Timed(() => booster!.Predict(testRows, Files.Set.Columns));

    public override double Single()
    {
        if (Files.Set.IsSparse) return double.NaN;
        var (width, count) = (Files.Set.Columns, Math.Min(SingleRows, Files.Set.TestRows));
        return Timed(() =>
        {
            for (var row = 0; row < count; row++) booster!.Predict(testRows.AsSpan(row * width, width), width);
        }) / count;
    }

    public override float[] Predict()
    {
        using var matrix = Matrix(testRows, testSparse);
        return booster!.Predict(matrix).ToArray();
    }

    public override void Dispose() => booster?.Dispose();

    private XGBoostMatrix Matrix(float[] dense, SparseMatrix? values)
    {
        if (values is not null) return XGBoostMatrix.Of(values, Task.Threads);
        var matrix = XGBoostMatrix.OfRows(dense, Files.Set.Columns, Task.Threads);
        matrix.Describe(Files.Set.Features);
        return matrix;
    }

    // From the same start as ours.
    private IEnumerable<(string, string)> Parameters(int rounds) => XGBoostParameters.Of(new XGBoostOptions
    {
        Objective = Objective.Logistic, Rounds = rounds, Depth = Task.Depth, LearningRate = 0.1, Bins = 256, L2 = 1, Threads = Task.Threads, BaseScore = Objective.Logistic.BaseScore(Labels, []),
    }, Files.Set.Features);
}
