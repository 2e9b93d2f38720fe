namespace Levain.Registry;

/// <summary>What an evaluation predicted of its test rows, and what came.</summary>
internal sealed record PredictedRows(float[] Predictions, float[] Labels, float[] Weights)
{
    public static PredictedRows Of(JudgedEvaluation evaluation)
    {
        var table = evaluation.Predictions ?? throw new InvalidOperationException("the predictions were not read");
        // Written last to first: weight, label, the predictions.
        float[] Values(TableColumn column) => ((ValueColumn<float>)column).Values.ToArray();
        var columns = table.Columns.ToList();
        var weights = columns[^1].Name.StartsWith("weight", StringComparison.Ordinal) && columns[^2].Name.StartsWith("label", StringComparison.Ordinal) ? columns[^1] : null;
        if (weights is not null) columns.RemoveAt(columns.Count - 1);
        var labels = Values(columns[^1]);
        columns.RemoveAt(columns.Count - 1);
        var outputs = columns.AsEnumerable().Reverse().TakeWhile(column => column.Name.StartsWith("prediction", StringComparison.Ordinal)).Reverse().Select(Values).ToList();
        var predictions = new float[labels.Length * outputs.Count];
        for (var row = 0; row < labels.Length; row++)
            for (var output = 0; output < outputs.Count; output++) predictions[(row * outputs.Count) + output] = outputs[output][row];
        return new(predictions, labels, weights is null ? [] : Values(weights));
    }

    public bool HasSameLabels(PredictedRows other) => Labels.AsSpan().SequenceEqual(other.Labels) && Predictions.Length == other.Predictions.Length;
}
