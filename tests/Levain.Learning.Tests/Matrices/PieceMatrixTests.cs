using Levain.Learning.Tests.Trees.Training;

namespace Levain.Learning.Tests.Matrices;

/// <summary>A matrix that is larger than memory.</summary>
public sealed class PieceMatrixTests
{
    private readonly List<int> read = [];

    [Theory]
    [InlineData(3)]
    [InlineData(700)]
    [InlineData(4096)]
    public void A_model_is_the_same_whether_its_rows_come_at_once_or_in_pieces(int rows)
    {
        var set = DrawnSet.Of(11, 5000, 7);

        var whole = Trained.On(set.Training, null, set.Options, threads: 2);
        var pieces = Trained.On(set.Training with { Features = InPieces(set.Training.Features, rows) }, null, set.Options, threads: 2);

        Assert.Equal(ModelBytes.Of(whole, set.Validation.Features), ModelBytes.Of(pieces, set.Validation.Features));
    }

    [Fact]
    public void Training_goes_through_the_pieces_twice_once_for_cuts_and_once_for_bins()
    {
        var set = DrawnSet.Of(11, 1000, 7);

        Trained.On(set.Training with { Features = InPieces(set.Training.Features, 400) }, null, set.Options, threads: 2);

        Assert.Equal([0, 1, 2, 0, 1, 2], read);
    }

    [Fact]
    public void Rows_and_columns_are_read_across_pieces()
    {
        var matrix = new DenseMatrix([new("a"), new("b")], [[1, 2, 3, 4, 5], [6, 7, 8, 9, 10]]);
        var pieces = InPieces(matrix, 2);

        var column = new float[3];
        pieces.CopyColumn(1, 1, column);
        var row = new float[2];
        pieces.CopyRow(4, row);

        Assert.Equal([7, 8, 9], column);
        Assert.Equal([5, 10], row);
        Assert.Equal([5, 1, 3], pieces.Take([4, 0, 2]).Column(0).ToArray());
    }

    [Fact]
    public void An_infinite_value_is_told_by_its_row_among_all()
    {
        var matrix = new DenseMatrix([new("a")], [[1, 2, 3, float.PositiveInfinity, 5]]);

        var error = Assert.Throws<BuildException>(() => Trained.On(new(InPieces(matrix, 2), [1, 2, 3, 4, 5]), null, new() { Seed = 1 }));

        Assert.Equal("feature `a` is infinite in row 4", error.Message);
    }

    private PieceMatrix InPieces(FeatureMatrix matrix, int rows) => new(matrix.Features, [.. Enumerable.Range(0, (matrix.RowCount + rows - 1) / rows).Select(piece =>
    {
        int[] taken = [.. Enumerable.Range(piece * rows, Math.Min(rows, matrix.RowCount - (piece * rows)))];
        return new MatrixPiece(taken.Length, () =>
        {
            read.Add(piece);
            return matrix.Take(taken);
        });
    })]);
}
