namespace Levain.Learning;

/// <summary>Rows with what is known of them.</summary>
/// <param name="Labels">One for each row; a class is its number, from 0 on.</param>
/// <param name="Weights">How much each row counts; empty for 1 each.</param>
public sealed record TrainingSet(FeatureMatrix Features, float[] Labels, float[] Weights)
{
    public TrainingSet(FeatureMatrix features, float[] labels) : this(features, labels, [])
    {
    }

    public int RowCount => Features.RowCount;
}
