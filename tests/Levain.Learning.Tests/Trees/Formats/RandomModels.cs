using System.Collections.Immutable;

namespace Levain.Learning.Tests.Trees.Formats;

/// <summary>Models and rows of every kind that nobody trained.</summary>
internal sealed class RandomModels(int seed)
{
    private static readonly ImmutableSortedDictionary<string, string> None = ImmutableSortedDictionary.Create<string, string>(StringComparer.Ordinal);

    private readonly Random random = new(seed);

    public TreeModel Model()
    {
        var objective = Objective();
        var features = Features();
        var (parallel, rounds) = (random.Next(4) == 0 ? random.Next(2, 4) : 1, random.Next(0, 6));
        var trees = Enumerable.Range(0, rounds * parallel * objective.OutputCount).Select(_ => Tree(features)).ToImmutableArray();
        return new()
        {
            Features = features,
            Objective = objective,
            BaseScore = objective.Name is "binary:logistic" or "count:poisson" ? 0.01f + 0.98f * random.NextSingle() : Number(),
            Trees = trees,
            Outputs = [.. trees.Select((_, i) => i / parallel % objective.OutputCount)],
            TreeWeights = random.Next(3) == 0 ? [.. trees.Select(_ => random.NextSingle())] : [],
            ParallelTrees = parallel,
            BestRounds = rounds > 0 && random.Next(2) == 0 ? parallel * random.Next(1, rounds + 1) : null,
            Attributes = random.Next(2) == 0 ? None : None.Add("note", Word()).Add("best_score", "0.25"),
        };
    }

    /// <summary>Rows with all that a feature may hold: thresholds themselves, codes, codes that are none, nothing.</summary>
    public float[] Rows(TreeModel model, int count)
    {
        var thresholds = model.Trees.SelectMany(tree => tree.Nodes).Where(node => !node.IsLeaf && !node.IsCategorical && float.IsFinite(node.Value)).Select(node => node.Value).Append(0f).ToArray();
        return [.. Enumerable.Range(0, count * model.Features.Length).Select(_ => random.Next(5) switch
        {
            0 => float.NaN,
            1 => thresholds[random.Next(thresholds.Length)],
            2 => random.Next(-2, 70),
            3 => ((float[])[-0.5f, 16777216f, 16777215f, 3.75f, 1e20f, -0f])[random.Next(6)],
            _ => Number(),
        })];
    }

    private Objective Objective() => random.Next(6) switch
    {
        0 => Learning.Objective.AbsoluteError,
        1 => Learning.Objective.Quantile(0.1 + 0.8 * random.NextDouble()),
        2 => Learning.Objective.Poisson(random.NextDouble()),
        3 => Learning.Objective.WeightedLogistic(1 + random.Next(5)),
        4 => Learning.Objective.Softmax(random.Next(2, 5)),
        _ => Learning.Objective.SquaredError,
    };

    private ImmutableArray<Feature> Features() => random.Next(3) == 0
        ? [.. Enumerable.Range(0, random.Next(1, 8)).Select(i => new Feature($"f{i}", (FeatureKind)random.Next(4)))]
        : [.. Enumerable.Range(0, random.Next(1, 8)).Select(i => new Feature($"{Word()}{i}", (FeatureKind)random.Next(4)))];

    private Tree Tree(ImmutableArray<Feature> features)
    {
        var nodes = new List<TreeNode> { Leaf() };
        var sets = new List<(int Node, ImmutableArray<int> Codes)>();
        var leaves = new List<int> { 0 };
        for (var splits = random.Next(0, 12); splits > 0; splits--)
        {
            var at = leaves[random.Next(leaves.Count)];
            leaves.Remove(at);
            leaves.AddRange([nodes.Count, nodes.Count + 1]);
            var feature = random.Next(features.Length);
            nodes[at] = nodes[at] with { Left = nodes.Count, Right = nodes.Count + 1, Feature = feature, Value = Number(), MissingLeft = random.Next(2) == 0, Gain = random.NextSingle() };
            if (features[feature].Kind == FeatureKind.Category) sets.Add((at, Codes()));
            nodes.AddRange([Leaf(), Leaf()]);
        }

        // The sets stand in the order of the nodes, as they come out of a file.
        var ordered = sets.OrderBy(set => set.Node).ToArray();
        for (var i = 0; i < ordered.Length; i++) nodes[ordered[i].Node] = nodes[ordered[i].Node] with { Categories = i, Value = random.Next(2) == 0 ? float.NaN : 0 };
        return new([.. nodes], [.. ordered.Select(set => set.Codes)]);
    }

    private TreeNode Leaf() => new() { Left = -1, Right = -1, Value = Number(), Categories = -1, Cover = 100 * random.NextSingle(), Weight = Number() };

    private ImmutableArray<int> Codes() => [.. Enumerable.Range(0, random.Next(1, 20)).Select(_ => random.Next(0, random.Next(4) == 0 ? 1 << 24 : 64)).Distinct().Order()];

    private float Number() => random.Next(8) switch
    {
        0 => 0,
        1 => random.Next(-5, 6),
        2 => (float)(random.NextDouble() * Math.Pow(10, random.Next(-40, 30))),
        _ => (float)(2 * random.NextDouble() - 1),
    };

    private string Word() => string.Concat(Enumerable.Range(0, random.Next(1, 6)).Select(_ => ((string[])["a", "Z", "_", " ", "\"", "\\", "\n", "ü", "日", "😀", "/", "\\u0041"])[random.Next(12)]));
}
