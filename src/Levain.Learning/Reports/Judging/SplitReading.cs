namespace Levain.Learning.Reports;

/// <summary>Reads the splits of a model's data, and predicts their rows.</summary>
internal sealed class SplitReading(JudgedModel model, FittedFeatures? features, string target, string? weight, int threads)
{
    private FittedFeatures? fitted = features;

    /// <param name="name">What errors call these rows.</param>
    /// <param name="slices">Columns that there must be.</param>
    public JudgedSplit Read(string name, Table rows, IReadOnlyList<string> slices)
    {
        if (rows.RowCount == 0) throw new BuildException($"the {name} table has no rows to judge the model by", "look where it is made: a filter may leave nothing over");
        foreach (var slice in slices) _ = rows[slice];
        var labelled = new LabelledTable(rows, target, weight);
        fitted ??= labelled.Plain([.. model.Features.Select(feature => feature.Name)], threads);
        var matrix = fitted.Encode(rows, threads);
        var (labels, weights) = (labelled.Labels(threads), labelled.Weights(threads));
        model.Objective.CheckValidation(labels, weights);
        var predictions = model.Predict(matrix, threads);
        var none = predictions.AsSpan().IndexOfAnyExceptInRange(float.MinValue, float.MaxValue);
        if (none >= 0) throw new BuildException($"the model predicts no number for row {none / (predictions.Length / labels.Length) + 1} of the {name} table", "look at the model: its training may have diverged");
        return new(name, rows, matrix, predictions, labels, weights);
    }

    /// <summary>The columns that features are made of, what was predicted, and what came.</summary>
    public Table Predictions(JudgedSplit split)
    {
        List<TableColumn> columns = [.. split.Rows.Columns.Where(column => fitted!.Fields.Contains(column.Name))];
        var outputs = split.Outputs;
        for (var output = 0; output < outputs; output++)
        {
            var values = new float[split.Labels.Length];
            for (var row = 0; row < values.Length; row++) values[row] = split.Predictions[row * outputs + output];
            columns.Add(TableColumn.Of<float>(Free(outputs == 1 ? "prediction" : $"prediction_{output}", columns), values));
        }

        columns.Add(TableColumn.Of<float>(Free("label", columns), split.Labels));
        if (split.Weights.Length > 0) columns.Add(TableColumn.Of<float>(Free("weight", columns), split.Weights));
        return new(columns);
    }

    // The data may have a column of that name, which is its own.
    private static string Free(string name, List<TableColumn> columns)
    {
        while (columns.Exists(column => column.Name.Equals(name, StringComparison.OrdinalIgnoreCase))) name += "_";
        return name;
    }
}
