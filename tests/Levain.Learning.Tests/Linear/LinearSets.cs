using Levain.Numerics;

namespace Levain.Learning.Tests.Linear;

/// <summary>Rows that a known process made.</summary>
internal static class LinearSets
{
    public static readonly double[] Coefficients = [1.5, -0.75, 0, 0.02, -40];

    public const double Intercept = 0.5;

    /// <summary>Columns of different sizes and places: the third counts nothing, the fourth is wide and far from 0, the fifth is narrow.</summary>
    public static TrainingSet Of(int rows, bool isLogistic, ulong seed = 1, bool hasWeights = false)
    {
        var random = new CounterRandom(seed);
        var columns = Enumerable.Range(0, Coefficients.Length).Select(column => Enumerable.Range(0, rows).Select(row => Value(column, random.Uniform(((ulong)row * 16) + (ulong)column))).ToArray()).ToArray();
        var labels = new float[rows];
        for (var row = 0; row < rows; row++)
        {
            var sum = Intercept + Coefficients.Select((coefficient, column) => coefficient * (columns[column][row] - Center(column))).Sum();
            var drawn = random.Uniform(((ulong)row * 16) + 10);
            labels[row] = isLogistic ? drawn < Elementary.Sigmoid(sum) ? 1 : 0 : (float)(sum + drawn - 0.5);
        }

        float[] weights = hasWeights ? [.. Enumerable.Range(0, rows).Select(row => row % 7 == 3 ? 0 : 0.5f + (float)random.Uniform(((ulong)row * 16) + 11))] : [];
        return new(Matrix(columns), labels, weights);
    }

    public static DenseMatrix Matrix(params float[][] columns) => new([.. columns.Select((_, column) => new Feature($"x{column}"))], columns);

    public static float[][] Columns(TrainingSet set) => [.. Enumerable.Range(0, set.Features.Features.Count).Select(column => ((DenseMatrix)set.Features).Column(column).ToArray())];

    public static double Center(int column) => column == 3 ? 500 : 0;

    private static float Value(int column, double uniform) => (float)(column switch
    {
        3 => 450 + (100 * uniform),
        4 => (uniform - 0.5) / 20,
        _ => (uniform - 0.5) * 3,
    });
}
