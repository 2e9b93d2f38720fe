namespace Levain.Learning.Reports;

/// <summary>Rows with what the model predicts of them.</summary>
/// <param name="Name">Which split of the data they are, such as <c>test</c>.</param>
/// <param name="Predictions">A row's outputs stand together.</param>
/// <param name="Weights">Empty for 1 each.</param>
internal sealed record JudgedSplit(string Name, Table Rows, DenseMatrix Features, float[] Predictions, float[] Labels, float[] Weights)
{
    public int Outputs => Predictions.Length / Labels.Length;

    /// <summary>Some of the rows, without their features.</summary>
    public JudgedRows Take(IReadOnlyList<int> rows)
    {
        var predictions = new float[rows.Count * Outputs];
        for (var i = 0; i < rows.Count; i++) Predictions.AsSpan(rows[i] * Outputs, Outputs).CopyTo(predictions.AsSpan(i * Outputs));
        return new(predictions, [.. rows.Select(row => Labels[row])], Weights.Length == 0 ? [] : [.. rows.Select(row => Weights[row])]);
    }

    public JudgedRows All => new(Predictions, Labels, Weights);
}
