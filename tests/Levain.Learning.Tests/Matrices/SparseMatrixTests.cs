namespace Levain.Learning.Tests.Matrices;

public sealed class SparseMatrixTests
{
    private static readonly SparseMatrix Matrix = new([new("a"), new("b"), new("c")], [0, 2, 2, 3], [0, 2, 1], [1f, 3f, 5f]);

    [Fact]
    public void What_is_not_kept_is_missing()
    {
        var row = new float[3];
        Matrix.CopyRow(0, row);
        Assert.Equal([1f, float.NaN, 3f], row);

        var column = new float[3];
        Matrix.CopyColumn(1, 0, column);
        Assert.Equal([float.NaN, float.NaN, 5f], column);
    }

    [Fact]
    public void Rows_are_taken_in_any_order_and_more_than_once()
    {
        var taken = Matrix.Take([2, 0, 2]);
        var column = new float[3];
        taken.CopyColumn(1, 0, column);
        Assert.Equal([5f, float.NaN, 5f], column);
    }
}
