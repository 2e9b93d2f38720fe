namespace Levain.Learning.Training;

/// <summary>Puts the values of a matrix into the bins of known cuts.</summary>
internal static class Binner
{
    /// <summary>How many rows a thread takes at a time.</summary>
    public const int PieceRows = 4096;

    public static BinnedMatrix Bin(FeatureMatrix matrix, ColumnProfile[] profiles, Crew crew)
    {
        var binned = new BinnedMatrix(matrix.RowCount, profiles);
        if (matrix is SparseMatrix sparse) new RowBinner(binned, sparse).Fill(crew);
        else ColumnBinner.Fill(binned, matrix, crew);
        return binned;
    }

    public static BuildException Infinite(FeatureMatrix matrix, int feature, int row) =>
        new(FormattableString.Invariant($"feature `{matrix.Features[feature].Name}` is infinite in row {row + 1}"), "make it missing, or a number");
}
