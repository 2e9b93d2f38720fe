namespace Levain.Learning;

/// <summary>Some rows of a matrix, which are made when they are asked for.</summary>
public sealed record MatrixPiece(int RowCount, Func<FeatureMatrix> Read);
