namespace Levain.Learning.Tuning;

/// <summary>The leaves of a tree as boxes of a cube whose sides go from 0 to 1.</summary>
internal sealed class TreeBoxes
{
    private readonly List<(double[] Low, double[] High, double Value, double Volume)> boxes = [];
    private readonly double mean;

    public TreeBoxes(Tree tree, int sides)
    {
        Add(tree, 0, new double[sides], [.. Enumerable.Repeat(1.0, sides)]);
        foreach (var (_, _, value, volume) in boxes) mean += volume * value;
        foreach (var (_, _, value, volume) in boxes) Variance += volume * (value - mean) * (value - mean);
    }

    /// <summary>Of the tree's answers over the cube.</summary>
    public double Variance { get; }

    /// <summary>Of what the tree answers on average at each place of one side.</summary>
    public double VarianceOf(int side)
    {
        double[] ends = [.. boxes.SelectMany(box => new[] { box.Low[side], box.High[side] }).Distinct().Order()];
        var variance = 0.0;
        for (var i = 0; i + 1 < ends.Length; i++)
        {
            var answer = 0.0;
            foreach (var (low, high, value, volume) in boxes)
                if (low[side] <= ends[i] && high[side] >= ends[i + 1]) answer += value * volume / (high[side] - low[side]);
            variance += (ends[i + 1] - ends[i]) * (answer - mean) * (answer - mean);
        }

        return variance;
    }

    private void Add(Tree tree, int place, double[] low, double[] high)
    {
        var node = tree.Nodes[place];
        if (node.IsLeaf)
        {
            var volume = 1.0;
            for (var i = 0; i < low.Length; i++) volume *= high[i] - low[i];
            if (volume > 0) boxes.Add((low, high, node.Value, volume));
            return;
        }

        var threshold = Math.Clamp(node.Value, low[node.Feature], high[node.Feature]);
        Add(tree, node.Left, low, With(high, node.Feature, threshold));
        Add(tree, node.Right, With(low, node.Feature, threshold), high);
    }

    private static double[] With(double[] ends, int side, double end)
    {
        double[] changed = [.. ends];
        changed[side] = end;
        return changed;
    }
}
