using System.Collections.Concurrent;

namespace Levain.Learning.Training;

/// <summary>Makes the histograms of nodes: for each place (a bin of a feature) the sums of the rows that are in it.</summary>
internal sealed unsafe class Histograms(BinnedMatrix matrix, Crew crew) : IDisposable
{
    /// <summary>Rows that one thread adds at least before it joins its sums with the others'.</summary>
    private const int BlockRows = 8192;

    private readonly ConcurrentBag<NativeArray<long>> unused = [];
    private readonly NativeArray<long>?[] own = new NativeArray<long>?[crew.Threads];

    /// <summary>Sums up the rows of each node.</summary>
    public void Build(IReadOnlyList<GrowingNode> nodes, ulong*[] rows)
    {
        var total = 0L;
        foreach (var node in nodes) total += node.Count;
        // A few blocks for each thread even out; fewer joins are better where histograms are large.
        var size = crew.Threads == 1 ? int.MaxValue : (int)Math.Max(BlockRows, total / (4 * crew.Threads));
        var blocks = new List<Block>();
        foreach (var node in nodes)
        {
            node.Histogram = Take();
            var isWhole = node.Count <= size;
            if (!isWhole) node.Histogram.Span(0, matrix.PlaceCount).Clear();
            for (long start = 0; start == 0 || start < node.Count; start += size) blocks.Add(new(node, node.Start + (int)start, (int)Math.Min(size, node.Count - start), isWhole));
        }

        crew.Run(blocks.Count, total * (matrix.DenseWidth + 1) / 2, (block, worker) => Add(blocks[block], rows[blocks[block].Node.Buffer] + blocks[block].Start, worker));
    }

    /// <summary>Rows of a node that one thread adds.</summary>
    private readonly record struct Block(GrowingNode Node, int Start, int Count, bool IsWhole);

    private void Add(in Block block, ulong* rows, int worker)
    {
        var histogram = block.Node.Histogram!;
        if (block.IsWhole) histogram.Span(0, matrix.PlaceCount).Clear();
        for (var feature = 0; feature < matrix.DenseWidth; feature += HistogramKernel.GroupWidth)
        {
            var width = Math.Min(HistogramKernel.GroupWidth, matrix.DenseWidth - feature);
            var (first, count) = (feature * BinnedMatrix.Places, width * BinnedMatrix.Places);
            var sums = block.IsWhole ? histogram.Start + first : Own(worker, count);
            HistogramKernel.AddDense(rows, block.Count, matrix.DenseRows + feature, matrix.DenseStride, width, sums);
            if (!block.IsWhole) Join(block.Node, sums, first, count);
        }

        if (matrix.SparsePlaces is not { } places) return;
        var (sparse, sparseCount) = (matrix.SparseStart, matrix.PlaceCount - matrix.SparseStart);
        var sparseSums = block.IsWhole ? histogram.Start + sparse : Own(worker, sparseCount);
        HistogramKernel.AddSparse(rows, block.Count, places.Start, matrix.SparseRows!.Start, sparseSums - sparse);
        if (!block.IsWhole) Join(block.Node, sparseSums, sparse, sparseCount);
    }

    private long* Own(int worker, int count)
    {
        var sums = own[worker] ??= new(Math.Max(HistogramKernel.GroupWidth * BinnedMatrix.Places, matrix.PlaceCount - matrix.SparseStart));
        sums.Span(0, count).Clear();
        return sums.Start;
    }

    // Whole numbers: it does not matter who joins first.
    private static void Join(GrowingNode node, long* sums, int first, int count)
    {
        lock (node) HistogramKernel.Add(node.Histogram!.Start + first, sums, count);
    }

    /// <summary>The larger of two children has what the parent has and the smaller has not; it takes the parent's histogram over.</summary>
    public void Subtract(IReadOnlyList<(GrowingNode Parent, GrowingNode Smaller, GrowingNode Larger)> families) => crew.Run(families.Count, (long)families.Count * matrix.PlaceCount / 4, (family, _) =>
    {
        var (parent, smaller, larger) = families[family];
        HistogramKernel.Subtract(parent.Histogram!.Start, smaller.Histogram!.Start, parent.Histogram.Start, matrix.PlaceCount);
        larger.Histogram = parent.Histogram;
        parent.Histogram = null;
    });

    public void Return(GrowingNode node)
    {
        if (node.Histogram is { } histogram) unused.Add(histogram);
        node.Histogram = null;
    }

    private NativeArray<long> Take() => unused.TryTake(out var histogram) ? histogram : new(matrix.PlaceCount);

    public void Dispose()
    {
        foreach (var histogram in unused) histogram.Dispose();
        foreach (var sums in own) sums?.Dispose();
    }
}
