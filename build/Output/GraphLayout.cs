namespace Levain.Host.Output;

/// <summary>A place in the drawing: a box, or where a long arrow passes a layer between others.</summary>
internal sealed class GraphPlace(GraphNode? node)
{
    /// <summary>Null where only an arrow passes.</summary>
    public GraphNode? Node => node;

    public int Layer { get; set; }

    /// <summary>Across the layer: how much room it takes, and where its middle is.</summary>
    public double Breadth { get; init; }

    public double Middle { get; set; }

    public List<GraphPlace> Before { get; } = [];

    public List<GraphPlace> After { get; } = [];
}

/// <summary>Boxes in layers, each after all that it needs, ordered so that few arrows cross. The same graph gives the same layout.</summary>
internal sealed class GraphLayout
{
    private const int Sweeps = 8;
    private const double PassBreadth = 8;
    // A graph with more passes than this is a thicket whatever is done: arrows then run straight.
    private const int MostPasses = 20_000;

    private readonly double gap;

    public GraphLayout(GraphView graph, Func<GraphNode, double> breadth, double gap)
    {
        this.gap = gap;
        var layers = LayersOf(graph);
        Boxes = [.. graph.Nodes.Select(node => new GraphPlace(node) { Layer = layers[node.Index], Breadth = breadth(node) })];
        Layers = [.. Enumerable.Range(0, layers.DefaultIfEmpty(-1).Max() + 1).Select(_ => new List<GraphPlace>())];
        foreach (var box in Boxes) Layers[box.Layer].Add(box);
        Arrows = Connect(graph);
        Order();
        Spread();
    }

    /// <summary>By the index of their node.</summary>
    public IReadOnlyList<GraphPlace> Boxes { get; }

    public IReadOnlyList<List<GraphPlace>> Layers { get; }

    /// <summary>Each from what is needed, by way of its passes, to what needs it.</summary>
    public IReadOnlyList<IReadOnlyList<GraphPlace>> Arrows { get; }

    private static int[] LayersOf(GraphView graph)
    {
        var layers = new int[graph.Nodes.Count];
        foreach (var node in graph.Nodes) layers[node.Index] = node.Needs.Select(need => layers[need] + 1).DefaultIfEmpty(0).Max();
        // What needs nothing stands close to the first that needs it, not at the far end.
        var first = new int[graph.Nodes.Count];
        Array.Fill(first, int.MaxValue);
        foreach (var node in graph.Nodes)
            foreach (var need in node.Needs) first[need] = Math.Min(first[need], layers[node.Index] - 1);
        foreach (var node in graph.Nodes)
            if (node.Needs.Count == 0 && first[node.Index] != int.MaxValue) layers[node.Index] = first[node.Index];
        return layers;
    }

    private List<IReadOnlyList<GraphPlace>> Connect(GraphView graph)
    {
        var passes = graph.Nodes.Sum(node => node.Needs.Sum(need => (long)(Boxes[node.Index].Layer - Boxes[need].Layer - 1)));
        var arrows = new List<IReadOnlyList<GraphPlace>>();
        foreach (var node in graph.Nodes)
            foreach (var need in node.Needs)
            {
                var arrow = new List<GraphPlace> { Boxes[need] };
                if (passes <= MostPasses)
                    for (var layer = Boxes[need].Layer + 1; layer < Boxes[node.Index].Layer; layer++)
                    {
                        var pass = new GraphPlace(null) { Layer = layer, Breadth = PassBreadth };
                        Layers[layer].Add(pass);
                        arrow.Add(pass);
                    }

                arrow.Add(Boxes[node.Index]);
                for (var i = 1; i < arrow.Count; i++)
                {
                    arrow[i - 1].After.Add(arrow[i]);
                    arrow[i].Before.Add(arrow[i - 1]);
                }

                arrows.Add(arrow);
            }

        return arrows;
    }

    // Sorts each layer by the mean place of its neighbours, forth and back; the order with the fewest crossings stays.
    private void Order()
    {
        var (best, fewest) = (Snapshot(), Crossings());
        for (var sweep = 0; sweep < Sweeps && fewest > 0; sweep++)
        {
            var forth = sweep % 2 == 0;
            for (var i = 1; i < Layers.Count; i++)
            {
                var layer = Layers[forth ? i : Layers.Count - 1 - i];
                Number(Layers[forth ? i - 1 : Layers.Count - i]);
                Number(layer);
                var sorted = layer.OrderBy(place => Mean(forth ? place.Before : place.After, place.Middle)).ToList();
                layer.Clear();
                layer.AddRange(sorted);
            }

            if (Crossings() is var crossings && crossings < fewest) (best, fewest) = (Snapshot(), crossings);
        }

        for (var i = 0; i < Layers.Count; i++)
        {
            Layers[i].Clear();
            Layers[i].AddRange(best[i]);
        }
    }

    private List<List<GraphPlace>> Snapshot() => [.. Layers.Select(layer => layer.ToList())];

    private static void Number(List<GraphPlace> layer)
    {
        for (var i = 0; i < layer.Count; i++) layer[i].Middle = i;
    }

    private static double Mean(List<GraphPlace> places, double otherwise) => places.Count == 0 ? otherwise : places.Average(place => place.Middle);

    // Inversions among the far ends of the arrows between two layers, counted with a Fenwick tree.
    private long Crossings()
    {
        var crossings = 0L;
        for (var i = 1; i < Layers.Count; i++)
        {
            Number(Layers[i - 1]);
            var seen = new int[Layers[i - 1].Count + 1];
            var count = 0;
            foreach (var place in Layers[i])
            {
                var ends = place.Before.Where(before => before.Layer == i - 1).Select(before => (int)before.Middle).ToList();
                foreach (var end in ends)
                {
                    var notBeyond = 0;
                    for (var at = end + 1; at > 0; at -= at & -at) notBeyond += seen[at];
                    crossings += count - notBeyond;
                }

                foreach (var end in ends)
                {
                    for (var at = end + 1; at < seen.Length; at += at & -at) seen[at]++;
                    count++;
                }
            }
        }

        return crossings;
    }

    // Moves every layer as close to its neighbours as the breadths allow, forth and back.
    private void Spread()
    {
        foreach (var layer in Layers) Place(layer, static _ => 0);
        for (var sweep = 0; sweep < Sweeps; sweep++)
            for (var i = 0; i < Layers.Count; i++)
            {
                var forth = sweep % 2 == 0;
                Place(Layers[forth ? i : Layers.Count - 1 - i], place => sweep == Sweeps - 1
                    ? Mean([.. place.Before, .. place.After], place.Middle)
                    : Mean(forth ? place.Before : place.After, place.Middle));
            }

        var least = Layers.SelectMany(layer => layer).Select(place => place.Middle - place.Breadth / 2).DefaultIfEmpty(0).Min();
        foreach (var place in Layers.SelectMany(layer => layer)) place.Middle -= least;
    }

    // The places nearest to the wanted ones that keep order and distance: neighbours that would overlap move as one block to the mean of their wishes.
    private void Place(List<GraphPlace> layer, Func<GraphPlace, double> wish)
    {
        var blocks = new List<(int First, int Count, double Sum)>();
        var offsets = new double[layer.Count];
        for (var i = 1; i < layer.Count; i++) offsets[i] = offsets[i - 1] + (layer[i - 1].Breadth + layer[i].Breadth) / 2 + gap;
        for (var i = 0; i < layer.Count; i++)
        {
            var block = (First: i, Count: 1, Sum: wish(layer[i]) - offsets[i]);
            while (blocks.Count > 0 && blocks[^1].Sum / blocks[^1].Count > block.Sum / block.Count)
            {
                block = (blocks[^1].First, blocks[^1].Count + block.Count, blocks[^1].Sum + block.Sum);
                blocks.RemoveAt(blocks.Count - 1);
            }

            blocks.Add(block);
        }

        foreach (var (start, count, sum) in blocks)
            for (var i = start; i < start + count; i++) layer[i].Middle = sum / count + offsets[i];
    }
}
