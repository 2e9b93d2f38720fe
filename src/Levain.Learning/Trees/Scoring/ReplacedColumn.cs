namespace Levain.Learning.Scoring;

/// <summary>Other values for a feature of a model than those of the matrix, one for each row.</summary>
internal readonly record struct ReplacedColumn(int Feature, float[] Values);
