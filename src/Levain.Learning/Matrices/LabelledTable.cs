namespace Levain.Learning;

/// <summary>Rows of a table as something to learn from.</summary>
/// <param name="Target">The column of what is to be predicted: a number, or true for 1.</param>
/// <param name="Weight">The column of how much each row counts; null for 1 each.</param>
internal sealed record LabelledTable(Table Table, string Target, string? Weight)
{
    /// <summary>Features that are columns as they are: these, or all but target and weight when none is named.</summary>
    public FittedFeatures Plain(IReadOnlyList<string> columns, int threads)
    {
        var names = columns.Count > 0 ? columns : [.. Table.Columns.Select(column => column.Name).Where(name => name != Target && name != Weight)];
        if (names.FirstOrDefault(name => name == Target || name == Weight) is { } told) throw new BuildException($"column `{told}` is a feature and what is learned or weighed by at once", "leave it out of the features: a model cannot know it beforehand");
        return new FeaturePipeline(new NumberEncoder([.. names.Select(name => new Input(name))])).Fit(Table, threads);
    }

    public TrainingSet Encode(FittedFeatures features, int threads) => new(features.Encode(Table, threads), Labels(threads), Weights(threads));

    public float[] Labels(int threads) => Numbers(Target, threads);

    /// <summary>Empty for 1 each.</summary>
    public float[] Weights(int threads) => Weight is null ? [] : Numbers(Weight, threads);

    // Missing targets and weights are refused by the encoder.
    private float[] Numbers(string column, int threads) =>
        Table.RowCount == 0 ? [] : new FeaturePipeline(new NumberEncoder(new Input(column) { IsRequired = true })).Fit(Table, threads).Encode(Table, threads).Column(0).ToArray();
}
