using Levain.Numerics;

namespace Levain.Learning.Tests.Trees.Training;

/// <summary>A data set and options, drawn from a seed: features of all kinds with missing values, constants and equal values; any objective; and every tenth of the weights 0.</summary>
internal sealed record DrawnSet(TrainingSet Training, TrainingSet Validation, BoostingOptions Options)
{
    private static readonly Func<int, Objective>[] Objectives =
    [
        _ => Objective.SquaredError, _ => Objective.AbsoluteError, _ => Objective.Quantile(0.8), _ => Objective.Poisson(),
        _ => Objective.Logistic, _ => Objective.WeightedLogistic(2.5), classes => Objective.Softmax(classes),
    ];

    public override string ToString() => $"{Training.RowCount} rows, {Training.Features.Features.Count} features, {Options.Objective.Name}, {Options.Growth}, weights: {Training.Weights.Length > 0}";

    public static DrawnSet Of(int seed, int rows, int features)
    {
        var random = new CounterRandom((ulong)seed);
        // A set of one row has one class only.
        var objective = Objectives[random.Below(0, rows == 1 ? 4 : Objectives.Length)](2 + random.Below(1, 3));
        var weighted = rows > 10 && random.Below(2, 2) == 0;
        var leafWise = random.Below(3, 3) == 0;
        var options = new BoostingOptions
        {
            Objective = objective,
            Seed = (ulong)seed,
            Rounds = 4,
            Growth = leafWise ? Growth.LeafWise : Growth.DepthWise,
            Leaves = leafWise ? 9 : 0,
            Depth = leafWise ? 0 : 1 + random.Below(4, 6),
            LearningRate = 0.3,
            MinChildWeight = random.Below(5, 3) * 0.5,
            MinGain = random.Below(6, 2) * 0.01,
            L1 = random.Below(7, 3) * 0.1,
            Bins = random.Below(8, 2) == 0 ? 256 : 20,
            Rows = random.Below(9, 2) == 0 ? 1 : 0.7,
            ColumnsPerTree = random.Below(10, 3) == 0 ? 0.6 : 1,
            ColumnsPerNode = random.Below(11, 3) == 0 ? 0.6 : 1,
            Schedule = random.Below(12, 2) == 0 ? LearningRateSchedule.Constant : LearningRateSchedule.Cosine(0.1),
        };
        return new(Make(random.Fork(1), rows, features, objective, weighted), Make(random.Fork(2), Math.Max(2, rows / 3), features, objective, weighted), options);
    }

    private static TrainingSet Make(CounterRandom random, int rows, int features, Objective objective, bool weighted)
    {
        var columns = new float[features][];
        var known = new Feature[features];
        for (var i = 0; i < features; i++) (known[i], columns[i]) = Column(random.Fork((ulong)i), i, rows);
        var labels = new float[rows];
        for (var row = 0; row < rows; row++) labels[row] = Label(objective, row, Signal(columns, row) + 0.5 * random.Normal((ulong)row));
        return new(new DenseMatrix(known, columns), labels, weighted ? [.. labels.Select((_, row) => row > 1 && row % 10 == 0 ? 0f : (float)(0.2 + random.Uniform((ulong)row)))] : []);
    }

    private static (Feature, float[]) Column(CounterRandom random, int index, int rows)
    {
        var column = new float[rows];
        for (var row = 0; row < rows; row++)
        {
            var at = (ulong)row;
            column[row] = (index % 6) switch
            {
                0 => (float)random.Normal(at),
                1 => random.Below(at, 5),
                2 => random.Below(at, 12),
                3 => 7f,
                4 => (float)(1e6 * random.Uniform(at) * random.Uniform(at)),
                _ => (float)Math.Round(random.Normal(at), 1),
            };
            if (index % 2 == 0 && random.Fork(9).Below(at, 6) == 0) column[row] = float.NaN;
        }

        return (new($"f{index}", index % 6 is 1 or 2 ? FeatureKind.Category : FeatureKind.Number), column);
    }

    private static double Signal(float[][] columns, int row)
    {
        var signal = 0.0;
        for (var i = 0; i < columns.Length; i++)
        {
            var value = columns[i][row];
            signal += float.IsNaN(value) ? 0.4 : (i % 6) switch { 0 => value, 1 => value == 2 ? 1 : -0.3, 2 => value % 3 - 1, 4 => value > 2e5 ? 0.5 : -0.5, _ => 0 };
        }

        return signal;
    }

    private static float Label(Objective objective, int row, double signal) => objective.Name switch
    {
        "count:poisson" => (float)Math.Floor(Math.Abs(signal) * 2),
        // Both classes are there, however few rows.
        "binary:logistic" => row < 2 ? row : signal > 0 ? 1 : 0,
        "multi:softprob" => row < 2 ? row : (int)(Math.Abs(signal) * 10) % objective.OutputCount,
        _ => (float)signal,
    };
}
