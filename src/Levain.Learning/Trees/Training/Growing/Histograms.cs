using System.Collections.Concurrent;

namespace Levain.Learning.Training;

/// <summary>Makes the histograms of nodes: for each place (a bin of a feature) the sums of the rows that are in it.</summary>
internal sealed unsafe class Histograms(BinnedMatrix matrix, Crew crew) : IDisposable
{
    /// <summary>Rows that one thread adds before it joins its sums with the others'.</summary>
    private const int BlockRows = 8192;

    private readonly ConcurrentBag<NativeArray<long>> unused = [];
    private readonly NativeArray<long>?[] own = new NativeArray<long>?[crew.Threads];

    /// <summary>Sums up the rows of each node.</summary>
    public void Build(IReadOnlyList<GrowingNode> nodes, ulong*[] rows)
    {
        var blocks = new List<(GrowingNode Node, int Start, int Count, bool IsAlone)>();
        foreach (var node in nodes)
        {
            node.Histogram = Take();
            for (var start = 0; start == 0 || start < node.Count; start += BlockRows)
                blocks.Add((node, node.Start + start, Math.Min(BlockRows, node.Count - start), node.Count <= BlockRows));
        }

        crew.Run(nodes.Count, (node, _) => nodes[node].Histogram!.Span(0, matrix.PlaceCount).Clear());
        crew.Run(blocks.Count, (block, worker) =>
        {
            var (node, start, count, isAlone) = blocks[block];
            var first = rows[node.Buffer] + start;
            for (var feature = 0; feature < matrix.DenseWidth; feature += HistogramKernel.GroupWidth)
            {
                var width = Math.Min(HistogramKernel.GroupWidth, matrix.DenseWidth - feature);
                var target = node.Histogram!.Start + (feature * BinnedMatrix.Places);
                AddBlock(target, width * BinnedMatrix.Places, isAlone, worker, node, places => HistogramKernel.AddDense(first, count, matrix.DenseRows + feature, matrix.DenseStride, width, (long*)places));
            }

            if (matrix.SparsePlaces is { } named)
                AddBlock(node.Histogram!.Start, matrix.PlaceCount, isAlone, worker, node, places => HistogramKernel.AddSparse(first, count, named.Start, matrix.SparseRows!.Start, (long*)places));
        });
    }

    private void AddBlock(long* target, int places, bool isAlone, int worker, GrowingNode node, Action<nint> add)
    {
        if (isAlone)
        {
            add((nint)target);
            return;
        }

        var sums = own[worker] ??= new(Math.Max(HistogramKernel.GroupWidth * BinnedMatrix.Places, matrix.PlaceCount));
        sums.Span(0, places).Clear();
        add((nint)sums.Start);
        lock (node) HistogramKernel.Add(target, sums.Start, places);
    }

    /// <summary>The larger of two children has what the parent has and the smaller has not; it takes the parent's histogram over.</summary>
    public void Subtract(IReadOnlyList<(GrowingNode Parent, GrowingNode Smaller, GrowingNode Larger)> families) => crew.Run(families.Count, (family, _) =>
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
