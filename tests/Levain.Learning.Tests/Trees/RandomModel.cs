using System.Collections.Immutable;
using Levain.Numerics;

namespace Levain.Learning.Tests.Trees;

/// <summary>Tree models and rows drawn from a seed: missing values, categories, several outputs, lopsided trees, leaves at the root.</summary>
internal sealed class RandomModel(int seed)
{
    private readonly CounterRandom random = new((ulong)(uint)seed);
    private ulong drawn;

    public int FeatureCount { get; init; } = 5;

    public int TreeCount { get; init; } = 7;

    public int Depth { get; init; } = 4;

    public int Classes { get; init; } = 1;

    /// <summary>The last features are categories of codes below 40.</summary>
    public int Categories { get; init; }

    public bool Weighted { get; init; }

    /// <summary>How likely a place above the greatest depth is a question.</summary>
    public double Density { get; init; } = 0.8;

    public TreeModel Model() => new()
    {
        Features = [.. Enumerable.Range(0, FeatureCount).Select(i => new Feature($"f{i}", IsCategory(i) ? FeatureKind.Category : FeatureKind.Number))],
        Objective = Classes == 1 ? Objective.Logistic : Objective.Softmax(Classes),
        BaseScore = 0.3f,
        Trees = [.. Enumerable.Range(0, TreeCount * Classes).Select(_ => NextTree())],
        Outputs = [.. Enumerable.Range(0, TreeCount * Classes).Select(i => i % Classes)],
        TreeWeights = Weighted ? [.. Enumerable.Range(0, TreeCount * Classes).Select(_ => (float)random.Uniform(drawn++))] : [],
    };

    /// <summary>Rows of halves, some of them on thresholds, some missing, some codes that no set knows.</summary>
    public float[] Rows(int count)
    {
        var rows = new float[count * FeatureCount];
        for (var i = 0; i < rows.Length; i++) rows[i] = Below(6) == 0 ? float.NaN : IsCategory(i % FeatureCount) ? Below(45) - 2 : Threshold();
        return rows;
    }

    public DenseMatrix Matrix(TreeModel model, float[] rows) =>
        new(model.Features, [.. Enumerable.Range(0, FeatureCount).Select(feature => Enumerable.Range(0, rows.Length / FeatureCount).Select(row => rows[row * FeatureCount + feature]).ToArray())]);

    private Tree NextTree()
    {
        var (nodes, sets) = (new List<TreeNode> { default }, new List<ImmutableArray<int>>());
        Grow(nodes, sets, 0, Depth, 64f);
        return new([.. nodes], [.. sets]);
    }

    private void Grow(List<TreeNode> nodes, List<ImmutableArray<int>> sets, int at, int depth, float cover)
    {
        if (depth == 0 || random.Uniform(drawn++) > Density)
        {
            nodes[at] = new() { Left = -1, Right = -1, Value = (float)random.Normal(drawn++), Categories = -1, Cover = cover };
            return;
        }

        var (left, feature) = (nodes.Count, Below(FeatureCount));
        if (IsCategory(feature)) sets.Add([.. Enumerable.Range(0, 40).Where(_ => Below(2) == 0)]);
        nodes[at] = new()
        {
            Left = left, Right = left + 1, Feature = feature, MissingLeft = Below(2) == 0, Cover = cover, Gain = Below(100),
            Value = IsCategory(feature) ? 0f : Threshold(), Categories = IsCategory(feature) ? sets.Count - 1 : -1,
        };
        nodes.AddRange([default, default]);
        var share = (float)(0.1 + 0.8 * random.Uniform(drawn++));
        Grow(nodes, sets, left, depth - 1, cover * share);
        Grow(nodes, sets, left + 1, depth - 1, cover - cover * share);
    }

    private bool IsCategory(int feature) => feature >= FeatureCount - Categories;

    // Zeros of both signs, and small numbers that are often equal.
    private float Threshold() => Below(10) == 0 ? -0f : (Below(21) - 10) / 2f;

    private int Below(int count) => random.Below(drawn++, count);
}
