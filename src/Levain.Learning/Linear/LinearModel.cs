using System.Collections.Immutable;
using Levain.Learning.Linear;
using Levain.Learning.Training;
using Levain.Numerics;

namespace Levain.Learning;

/// <summary>A weighted sum of features, as a prediction or as the logarithm of odds.</summary>
public sealed partial record LinearModel
{
    public required LinearKind Kind { get; init; }

    /// <summary>What a row of zeros comes to.</summary>
    public required double Intercept { get; init; }

    /// <summary>What a row must hold, in this order, and what it counts.</summary>
    public required ImmutableArray<LinearCoefficient> Coefficients { get; init; }

    /// <summary>The prediction of each row. Features are found by name; the matrix may have more.</summary>
    /// <param name="threads">They make it faster, and change nothing; 0 for as many as there are processors.</param>
    public float[] Predict(FeatureMatrix rows, int threads = 1, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(rows);
        var features = Coefficients.Select(coefficient => new Feature(coefficient.Feature)).ToArray();
        var crew = new Crew(threads, cancellation);
        var predictions = new float[rows.RowCount];
        new RowBlocks(rows.Arrange(features, "the matrix"), crew).Each((block, _) =>
        {
            var sums = new double[block.Count];
            sums.AsSpan().Fill(Intercept);
            for (var i = 0; i < features.Length; i++) ColumnKernel.AddTimes(block.Column(i), 0, Coefficients[i].Value, sums);
            foreach (var sum in sums)
            {
                if (!double.IsFinite(sum)) ValueCheck.Refuse(block, features);
            }

            if (Kind == LinearKind.Logistic) Elementary.Sigmoid(sums, sums);
            for (var row = 0; row < sums.Length; row++) predictions[block.Start + row] = (float)sums[row];
        });
        return predictions;
    }

    /// <summary>The prediction of one row, the same as in a matrix.</summary>
    /// <param name="row">A value for each coefficient, in their order.</param>
    public float Predict(ReadOnlySpan<float> row)
    {
        if (row.Length != Coefficients.Length) throw new ArgumentException($"{row.Length} values for {Coefficients.Length} coefficients", nameof(row));
        var sum = Intercept;
        for (var i = 0; i < row.Length; i++)
        {
            if (!float.IsFinite(row[i])) throw ValueCheck.Refused(Coefficients[i].Feature, row[i], "");
            sum += row[i] * Coefficients[i].Value;
        }

        return (float)(Kind == LinearKind.Logistic ? Elementary.Sigmoid(sum) : sum);
    }
}
