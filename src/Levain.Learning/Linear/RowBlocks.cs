using Levain.Learning.Training;

namespace Levain.Learning.Linear;

/// <summary>Rows of a matrix in blocks of one size, which depend on nothing but the rows: not on threads, and not on the pieces that a matrix is kept in.</summary>
internal sealed class RowBlocks
{
    /// <summary>So many rows of some dozens of columns stay in a processor's cache between two looks at them.</summary>
    public const int UsualSize = 2048;

    private readonly FeatureMatrix matrix;
    private readonly int size;
    private readonly Crew crew;

    public RowBlocks(FeatureMatrix matrix, Crew crew, int size = UsualSize) => (this.matrix, this.crew, this.size) = (matrix is PieceMatrix ? matrix : Dense(matrix), crew, size);

    public delegate void Adding(RowBlock block, Span<double> sums, int worker);

    /// <summary>Sums over all rows: those of each block in its own place, and then block after block.</summary>
    /// <param name="add">Adds what a block's rows come to.</param>
    public double[] Sum(int width, Adding add)
    {
        var total = new double[width];
        foreach (var slab in Slabs())
        {
            var parts = new double[(long)slab.BlockCount * width];
            crew.Run(slab.BlockCount, (block, worker) => add(slab.Block(block), parts.AsSpan(block * width, width), worker));
            for (var part = 0; part < parts.Length; part += width)
            {
                for (var i = 0; i < width; i++) total[i] += parts[part + i];
            }
        }

        return total;
    }

    public void Each(Action<RowBlock, int> body)
    {
        foreach (var slab in Slabs()) crew.Run(slab.BlockCount, (block, worker) => body(slab.Block(block), worker));
    }

    /// <summary>All blocks in order. A slab is good only until the next one.</summary>
    public IEnumerable<RowSlab> Slabs()
    {
        // Rows behind the last whole block of a piece wait here for the next piece.
        var waiting = new float[matrix.Features.Count][];
        var waitingColumns = new ReadOnlyMemory<float>[waiting.Length];
        for (var i = 0; i < waiting.Length; i++) waitingColumns[i] = waiting[i] = new float[size];
        var (count, start) = (0, 0);
        foreach (var (_, piece) in matrix.Pieces())
        {
            var columns = Columns(Dense(piece));
            var used = 0;
            if (count > 0)
            {
                used = Math.Min(size - count, piece.RowCount);
                Keep(columns, 0, used, waiting, count);
                count += used;
                if (count < size) continue;
                yield return new(start, size, 0, size, waitingColumns);
                (start, count) = (start + size, 0);
            }

            var whole = (piece.RowCount - used) / size * size;
            if (whole > 0) yield return new(start, whole, used, size, columns);
            start += whole;
            count = piece.RowCount - used - whole;
            Keep(columns, used + whole, count, waiting, 0);
        }

        if (count > 0) yield return new(start, count, 0, size, waitingColumns);
    }

    private static void Keep(ReadOnlyMemory<float>[] columns, int from, int count, float[][] waiting, int at)
    {
        for (var i = 0; i < columns.Length; i++) columns[i].Span.Slice(from, count).CopyTo(waiting[i].AsSpan(at));
    }

    private static ReadOnlyMemory<float>[] Columns(DenseMatrix matrix)
    {
        var columns = new ReadOnlyMemory<float>[matrix.Features.Count];
        for (var i = 0; i < columns.Length; i++) columns[i] = matrix.Memory(i);
        return columns;
    }

    private static DenseMatrix Dense(FeatureMatrix matrix)
    {
        if (matrix is DenseMatrix dense) return dense;
        var columns = new float[matrix.Features.Count][];
        for (var i = 0; i < columns.Length; i++) matrix.CopyColumn(i, 0, columns[i] = new float[matrix.RowCount]);
        return new(matrix.Features, columns);
    }
}
