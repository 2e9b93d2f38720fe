namespace Levain.Learning.Tests.Trees.Explaining;

/// <summary>Shapley values as they are defined: every set of features once known and once with one more.</summary>
internal static class AllSubsets
{
    public static double[] Contributions(TreeModel model, int output, float[] row)
    {
        var count = row.Length;
        var known = Known(model, output, row);
        var contributions = new double[count + 1];
        contributions[count] = known[0] + model.Objective.Margin(model.BaseScore);
        for (var feature = 0; feature < count; feature++)
            for (var set = 0; set < known.Length; set++)
            {
                if ((set >> feature & 1) != 0) continue;
                var size = int.PopCount(set);
                contributions[feature] += Factorial(size) * Factorial(count - 1 - size) / Factorial(count) * (known[set | 1 << feature] - known[set]);
            }

        return contributions;
    }

    public static double[] Interactions(TreeModel model, int output, float[] row)
    {
        var (count, width) = (row.Length, row.Length + 1);
        var (known, contributions) = (Known(model, output, row), Contributions(model, output, row));
        var square = new double[width * width];
        square[^1] = contributions[count];
        for (var one = 0; one < count; one++)
        {
            square[one * width + one] += contributions[one];
            for (var other = 0; other < count; other++)
            {
                if (one == other) continue;
                for (var set = 0; set < known.Length; set++)
                {
                    if ((set >> one & 1) != 0 || (set >> other & 1) != 0) continue;
                    var size = int.PopCount(set);
                    var change = known[set | 1 << one | 1 << other] - known[set | 1 << one] - known[set | 1 << other] + known[set];
                    var part = Factorial(size) * Factorial(count - 2 - size) / (2 * Factorial(count - 1)) * change;
                    square[one * width + other] += part;
                    square[one * width + one] -= part;
                }
            }
        }

        return square;
    }

    // What the trees add when only the features of a set are known, for every set.
    private static double[] Known(TreeModel model, int output, float[] row)
    {
        var known = new double[1 << row.Length];
        for (var i = 0; i < model.Trees.Length; i++)
        {
            if (model.Outputs[i] != output) continue;
            var weight = model.TreeWeights.IsEmpty ? 1f : model.TreeWeights[i];
            for (var set = 0; set < known.Length; set++) known[set] += Expected(model.Trees[i], 0, weight, set, row);
        }

        return known;
    }

    private static double Expected(Tree tree, int at, float weight, int set, float[] row)
    {
        var node = tree.Nodes[at];
        if (node.IsLeaf) return node.Value * weight;
        if ((set >> node.Feature & 1) != 0) return Expected(tree, PlainWalk.GoesLeft(tree, node, row[node.Feature]) ? node.Left : node.Right, weight, set, row);
        return (Expected(tree, node.Left, weight, set, row) * tree.Nodes[node.Left].Cover + Expected(tree, node.Right, weight, set, row) * tree.Nodes[node.Right].Cover) / node.Cover;
    }

    private static double Factorial(int number) => number < 2 ? 1 : number * Factorial(number - 1);
}
