using Levain.Learning.Training;

namespace Levain.Learning.Linear;

/// <summary>Finds the triangle that stands for all rows: one for each block, joined in the order of the blocks.</summary>
internal sealed class RowTriangle(TrainingSet training, LinearRows rows, Crew crew)
{
    // So many triangles are in memory at once.
    private const int AtOnce = 32;

    private readonly int width = rows.Active.Length + 1;

    public double[] Find()
    {
        double[]? joined = null;
        // Many columns want many rows, or joining would be most of the work.
        var size = Math.Max(RowBlocks.UsualSize, 4 * width);
        var room = new double[crew.Threads][];
        foreach (var slab in new RowBlocks(training.Features, crew, size).Slabs())
        {
            for (var first = 0; first < slab.BlockCount; first += AtOnce)
            {
                var from = first;
                var triangles = new double[Math.Min(AtOnce, slab.BlockCount - first)][];
                crew.Run(triangles.Length, (task, worker) => triangles[task] = Of(slab.Block(from + task), room[worker] ??= new double[((size + 1) * width) + size]));
                foreach (var triangle in triangles) joined = joined is null ? triangle : Triangle.Joined(joined, triangle, width);
            }
        }

        return joined!;
    }

    /// <summary>Columns as deviations from their means, in standard deviations, and labels likewise; each row counts by the root of its weight.</summary>
    private double[] Of(RowBlock block, double[] room)
    {
        var height = Math.Max(block.Count, width);
        var roots = room.AsSpan(room.Length - block.Count);
        var columns = room.AsSpan(0, height * width);
        columns.Clear();
        rows.CopyWeights(block, roots);
        foreach (ref var root in roots) root = Math.Sqrt(root);
        for (var i = 0; i < width - 1; i++) rows.CopyDeviations(block, rows.Active[i], roots, columns[(i * height)..]);
        var labels = rows.Labels(block);
        var last = columns[((width - 1) * height)..];
        for (var row = 0; row < labels.Length; row++) last[row] = (labels[row] - rows.LabelMean) * roots[row];
        return Triangle.Of(columns, height, width);
    }
}
