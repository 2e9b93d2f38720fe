using Levain.Numerics;

namespace Levain.Learning.Tests.Linear;

/// <summary>Rows of columns that vary together, of which every third counts and the others do not.</summary>
internal static class SparseSets
{
    public static TrainingSet Of(int rows, int columns, bool isLogistic, ulong seed = 1, bool hasWeights = false)
    {
        var random = new CounterRandom(seed);
        float[] common = [.. Enumerable.Range(0, rows).Select(row => (float)random.Normal((ulong)row))];
        var values = Enumerable.Range(1, columns).Select(column => Enumerable.Range(0, rows).Select(row => Value(column, common[row], random.Normal(((ulong)column << 32) + (ulong)row))).ToArray()).ToArray();
        var labels = new float[rows];
        for (var row = 0; row < rows; row++)
        {
            var sum = 0.3 + Enumerable.Range(0, Math.Min(columns, 12)).Sum(column => Coefficient(column) * values[column][row]);
            var drawn = random.Uniform((1ul << 62) + (ulong)row);
            labels[row] = isLogistic ? drawn < Elementary.Sigmoid(sum) ? 1 : 0 : (float)(sum + drawn - 0.5);
        }

        float[] weights = hasWeights ? [.. Enumerable.Range(0, rows).Select(row => row % 7 == 3 ? 0 : 0.5f + (float)random.Uniform((1ul << 61) + (ulong)row))] : [];
        return new(LinearSets.Matrix(values), labels, weights);
    }

    public static double Coefficient(int column) => column % 3 != 0 ? 0 : column % 2 == 0 ? 1 - (column / 16.0) : -0.5;

    public static double Variance(int column) => 1.06 * Size(column + 1) * Size(column + 1);

    // Of sizes from 0.5 to 2, and somewhat off 0.
    private static float Value(int column, float common, double own) => (float)(((0.5 * common) + (0.9 * own) + 0.2) * Size(column));

    private static double Size(int column) => 0.5 + (column % 4 * 0.5);
}
