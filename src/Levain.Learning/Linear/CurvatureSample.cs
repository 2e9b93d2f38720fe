using Levain.Learning.Training;

namespace Levain.Learning.Linear;

/// <summary>How columns vary together, from some of the blocks of rows: it only makes the search shorter, so it need not be all of them.</summary>
internal sealed class CurvatureSample(LinearRows rows, Crew crew)
{
    private const int MostBlocks = 32;

    private readonly int width = rows.Active.Length;

    /// <summary>The mean products of columns in standard deviations: a square of which the lower triangle is filled. No column varies less than over all rows.</summary>
    public double[] Find()
    {
        var (sums, weight) = (new double[width * width], 0.0);
        var stride = Math.Max(1, rows.RowCount / RowBlocks.UsualSize / MostBlocks);
        var rooms = new double[crew.Threads][];
        foreach (var slab in rows.Blocks.Slabs())
        {
            int[] chosen = [.. Enumerable.Range(0, slab.BlockCount).Where(block => slab.Block(block).Start / RowBlocks.UsualSize % stride == 0)];
            var parts = new (double[] Sums, double Weight)[chosen.Length];
            crew.Run(chosen.Length, (task, worker) => parts[task] = Of(slab.Block(chosen[task]), rooms[worker] ??= new double[RowBlocks.UsualSize * (width + 1)]));
            foreach (var part in parts)
            {
                ColumnKernel.AddTimes(part.Sums, 1, sums);
                weight += part.Weight;
            }
        }

        for (var i = 0; i < sums.Length; i++) sums[i] = weight > 0 ? sums[i] / weight : 0;
        for (var i = 0; i < width; i++) sums[(i * width) + i] = Math.Max(sums[(i * width) + i], 1);
        return sums;
    }

    private (double[] Sums, double Weight) Of(RowBlock block, double[] room)
    {
        var weights = room.AsSpan(0, block.Count);
        rows.CopyWeights(block, weights);
        var total = 0.0;
        foreach (ref var weight in weights)
        {
            total += weight;
            weight = Math.Sqrt(weight);
        }

        var sums = new double[width * width];
        for (var i = 0; i < width; i++)
        {
            var column = Column(room, i, block.Count);
            rows.CopyDeviations(block, rows.Active[i], weights, column);
            for (var j = 0; j <= i; j++) sums[(i * width) + j] = ColumnKernel.Sum(column, Column(room, j, block.Count));
        }

        return (sums, total);
    }

    private static Span<double> Column(double[] room, int column, int count) => room.AsSpan(RowBlocks.UsualSize * (column + 1), count);
}
