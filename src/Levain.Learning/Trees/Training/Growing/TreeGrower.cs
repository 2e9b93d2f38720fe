using System.Collections.Immutable;

namespace Levain.Learning.Training;

/// <summary>Grows one tree after another over the same binned rows.</summary>
internal sealed unsafe class TreeGrower : IDisposable
{
    private const int FeaturesAtOnce = 8;

    private readonly BinnedMatrix matrix;
    private readonly BoostingOptions options;
    private readonly Crew crew;
    private readonly Histograms histograms;
    private readonly Partition partition;
    private readonly SplitFinder finder;
    private readonly NativeArray<ulong> first, second;
    private readonly IReadOnlyDictionary<int, Monotone> monotone;
    private readonly int depth;

    public TreeGrower(BinnedMatrix matrix, BoostingOptions options, IReadOnlyDictionary<int, Monotone> monotone, Crew crew)
    {
        (this.matrix, this.options, this.monotone, this.crew) = (matrix, options, monotone, crew);
        (histograms, partition) = (new(matrix, crew), new(matrix, crew));
        finder = new(matrix, new(options.L1, options.L2, options.MaxStep > 0 ? options.MaxStep : options.Objective.MaxStep, options.MinChildWeight, options.MinGain), monotone, options.MaxOneHot);
        (first, second) = (new(matrix.RowCount), new(matrix.RowCount));
        depth = options.Depth == 0 ? int.MaxValue : options.Depth;
    }

    /// <summary>How large the sum of Hessians of a node must be that is split, if more than its children need together.</summary>
    public double MinSplitWeight { get; init; }

    /// <summary>Where the rows of the next tree go: each with its quantized gradient.</summary>
    public NativeArray<ulong> Rows => first;

    /// <summary>Grows a tree over the first <paramref name="count"/> of <see cref="Rows"/>.</summary>
    /// <param name="total">Their packed sum.</param>
    public GrownTree Grow(int count, long total, Units units, FeatureSample sample)
    {
        finder.Units = units;
        ulong*[] buffers = [first.Start, second.Start];
        var root = new GrowingNode { Depth = 0, Start = 0, Count = count, Buffer = 0, Total = total };
        root = Weighted(root);
        if (CanGrow(root))
        {
            histograms.Build([root], buffers);
            FindSplits([root], sample);
        }

        if (options.Growth == Growth.DepthWise) GrowLevels(root, buffers, sample);
        else GrowLeaves(root, buffers, sample);
        return new(root, buffers, units);
    }

    private void GrowLevels(GrowingNode root, ulong*[] buffers, FeatureSample sample)
    {
        var leaves = 1;
        IReadOnlyList<GrowingNode> level = [root];
        while (level.Count > 0)
        {
            var chosen = Chosen(level, options.Leaves == 0 ? int.MaxValue : options.Leaves - leaves);
            leaves += chosen.Length;
            level = SplitAll(chosen, buffers, sample);
        }
    }

    /// <summary>The nodes of a level to split, in their order. When not all may be, those that gain most are.</summary>
    private GrowingNode[] Chosen(IReadOnlyList<GrowingNode> level, int room)
    {
        var chosen = new List<GrowingNode>(level.Count);
        foreach (var node in level)
        {
            if (node.Split.IsNone) histograms.Return(node);
            else chosen.Add(node);
        }

        if (chosen.Count <= room) return [.. chosen];
        var byGain = chosen.OrderByDescending(node => node.Split.Gain).ToArray();
        foreach (var node in byGain.AsSpan(room)) histograms.Return(node);
        return [.. byGain.Take(room).OrderBy(node => node.Start)];
    }

    private void GrowLeaves(GrowingNode root, ulong*[] buffers, FeatureSample sample)
    {
        var open = new PriorityQueue<GrowingNode, (double Gain, int Order)>(Comparer<(double Gain, int Order)>.Create((left, right) => right.Gain != left.Gain ? right.Gain.CompareTo(left.Gain) : left.Order.CompareTo(right.Order)));
        var order = 0;
        Enqueue(root);
        for (var leaves = 1; leaves < options.Leaves && open.TryDequeue(out var best, out _); leaves++)
        {
            foreach (var child in SplitAll([best], buffers, sample)) Enqueue(child);
        }

        while (open.TryDequeue(out var leaf, out _)) histograms.Return(leaf);

        void Enqueue(GrowingNode node)
        {
            if (node.Split.IsNone) histograms.Return(node);
            else open.Enqueue(node, (node.Split.Gain, order++));
        }
    }

    /// <summary>Splits nodes and finds how their children would be.</summary>
    private GrowingNode[] SplitAll(GrowingNode[] nodes, ulong*[] buffers, FeatureSample sample)
    {
        if (nodes.Length == 0) return [];
        var lefts = partition.Run(nodes, buffers);
        var children = new List<GrowingNode>(2 * nodes.Length);
        var smaller = new List<GrowingNode>(nodes.Length);
        var spent = new List<GrowingNode>();
        var families = new List<(GrowingNode, GrowingNode, GrowingNode)>(nodes.Length);
        for (var i = 0; i < nodes.Length; i++)
        {
            var node = nodes[i];
            Divide(node, lefts[i]);
            var (small, large) = node.Left!.Count <= node.Right!.Count ? (node.Left, node.Right) : (node.Right, node.Left);
            var (smallGrows, largeGrows) = (CanGrow(small), CanGrow(large));
            if (smallGrows || largeGrows) smaller.Add(small);
            if (largeGrows && !smallGrows) spent.Add(small);
            if (largeGrows) families.Add((node, small, large));
            else histograms.Return(node);
            if (node.Left == small ? smallGrows : largeGrows) children.Add(node.Left!);
            if (node.Right == small ? smallGrows : largeGrows) children.Add(node.Right!);
        }

        histograms.Build(smaller, buffers);
        histograms.Subtract(families);
        foreach (var node in spent) histograms.Return(node);
        FindSplits(children, sample);
        return [.. children];
    }

    /// <summary>Whether a split of a node could leave enough on both sides: else nobody needs its histogram.</summary>
    private bool CanGrow(GrowingNode node) => node.Depth < depth && node.Count > 1 && finder.HasRoom(node, MinSplitWeight);

    private void Divide(GrowingNode node, int left)
    {
        var split = node.Split;
        var (buffer, other) = (1 - node.Buffer, node.Total - split.Left);
        var leftChild = new GrowingNode { Depth = node.Depth + 1, Start = node.Start, Count = left, Buffer = buffer, Total = split.Left }.Bound(node.Lower, node.Upper);
        var rightChild = new GrowingNode { Depth = node.Depth + 1, Start = node.Start + left, Count = node.Count - left, Buffer = buffer, Total = other }.Bound(node.Lower, node.Upper);
        var (leftWeight, rightWeight) = (finder.WeightOf(node, split.Left), finder.WeightOf(node, other));
        if (monotone.TryGetValue(split.Feature, out var direction))
        {
            // Whatever grows below, the two sides never pass the middle between them.
            var middle = (leftWeight + rightWeight) / 2;
            leftChild = direction == Monotone.Rising ? leftChild.Bound(node.Lower, middle) : leftChild.Bound(middle, node.Upper);
            rightChild = direction == Monotone.Rising ? rightChild.Bound(middle, node.Upper) : rightChild.Bound(node.Lower, middle);
        }

        (node.Left, node.Right) = (Weighted(leftChild), Weighted(rightChild));
    }

    private GrowingNode Weighted(GrowingNode node)
    {
        node.Weight = finder.WeightOf(node, node.Total);
        return node;
    }

    private void FindSplits(IReadOnlyList<GrowingNode> nodes, FeatureSample sample)
    {
        var tasks = new List<(int Node, int[] Features, int Start)>();
        for (var node = 0; node < nodes.Count; node++)
        {
            var features = sample.For(nodes[node].Depth, nodes[node].Start);
            for (var start = 0; start < features.Length; start += FeaturesAtOnce) tasks.Add((node, features, start));
        }

        var found = new Split[tasks.Count];
        crew.Run(tasks.Count, tasks.Count * FeaturesAtOnce * 800L, (task, _) =>
        {
            var (node, features, start) = tasks[task];
            var best = Split.None;
            foreach (var feature in features.AsSpan(start, Math.Min(FeaturesAtOnce, features.Length - start))) best = Split.Better(best, finder.Best(nodes[node], feature));
            found[task] = best;
        });
        for (var task = 0; task < tasks.Count; task++)
        {
            var node = nodes[tasks[task].Node];
            node.Split = Split.Better(node.Split, found[task]);
        }
    }

    public void Dispose()
    {
        histograms.Dispose();
        partition.Dispose();
        first.Dispose();
        second.Dispose();
    }
}
