using FsCheck;
using FsCheck.Fluent;

namespace Levain.Learning.Tests.Trees.Explaining;

public sealed class TreeExplainerTests
{
    [Fact]
    public void Contributions_are_the_average_over_all_orders_of_features() => Check.QuickThrowOnFailure(Prop.ForAll(Models(maxDepth: 6), random =>
    {
        var (model, rows) = (random.Model(), random.Rows(5));
        var contributions = Contributions(new(model), rows);
        return Near(contributions, Rows(model, rows).SelectMany(row => Enumerable.Range(0, model.Objective.OutputCount).SelectMany(output => AllSubsets.Contributions(model, output, row))), 1e-10);
    }));

    [Fact]
    public void Interactions_are_what_a_pair_adds_beyond_its_parts() => Check.QuickThrowOnFailure(Prop.ForAll(Models(maxDepth: 6), random =>
    {
        var (model, rows) = (random.Model(), random.Rows(3));
        var interactions = Interactions(new(model), rows);
        return Near(interactions, Rows(model, rows).SelectMany(row => Enumerable.Range(0, model.Objective.OutputCount).SelectMany(output => AllSubsets.Interactions(model, output, row))), 1e-10);
    }));

    [Fact]
    public void Contributions_sum_to_the_margin() => Check.QuickThrowOnFailure(Prop.ForAll(Models(maxDepth: 16), random =>
    {
        var (model, rows) = (random.Model(), random.Rows(40));
        var explainer = new TreeExplainer(model);
        var sums = Contributions(explainer, rows).Chunk(explainer.Width).Select(row => row.Sum());
        return Near(sums, Rows(model, rows).SelectMany(row => PlainWalk.Margins(model, row)).Select(margin => (double)margin), 1e-5);
    }));

    [Fact]
    public void Width_threads_and_the_shape_of_the_rows_decide_no_bit() => Check.QuickThrowOnFailure(Prop.ForAll(Models(maxDepth: 9), random =>
    {
        var (model, rows) = (random.Model(), random.Rows(150));
        var (contributions, interactions) = (Contributions(new(model), rows), Interactions(new(model), rows));
        var ofMatrix = new double[contributions.Length];
        new TreeExplainer(model).Contributions(random.Matrix(model, rows), ofMatrix, threads: 2);
        return ((int[])[1, 2, 4, 8]).All(lanes => Same(contributions, Contributions(new(model, lanes), rows)) && Same(interactions, Interactions(new(model, lanes), rows)))
            && Same(contributions, Contributions(new(model), rows, threads: 3)) && Same(contributions, ofMatrix);
    }));

    [Fact]
    public void Where_no_training_row_came_by_both_sides_are_as_likely()
    {
        var random = new RandomModel(11);
        var model = random.Model();
        model = model with { Trees = [.. model.Trees.Select(tree => tree with { Nodes = [.. tree.Nodes.Select(node => node with { Cover = 0f })] })] };
        var rows = random.Rows(20);
        var explainer = new TreeExplainer(model);
        var sums = Contributions(explainer, rows).Chunk(explainer.Width).Select(row => row.Sum());
        Assert.True(Near(sums, Rows(model, rows).SelectMany(row => PlainWalk.Margins(model, row)).Select(margin => (double)margin), 1e-5));
    }

    [Fact]
    public void Only_the_best_rounds_are_explained()
    {
        var random = new RandomModel(12) { Classes = 3 };
        var (model, rows) = (random.Model(), random.Rows(4));
        var first = model with { Trees = model.Trees[..6], Outputs = model.Outputs[..6] };
        Assert.Equal(Contributions(new(first), rows), Contributions(new(model with { BestRounds = 2 }), rows));
    }

    [Theory]
    [InlineData(5, 5, "a row has 6 results: there is no room for 5 of whole rows")]
    [InlineData(9, 12, "2 rows of 5 features are 10 values, not 9")]
    public void A_row_of_wrong_length_is_refused(int values, int results, string message)
    {
        var explainer = new TreeExplainer(new RandomModel(13).Model());
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => explainer.Contributions(new float[values], new double[results])).Message);
    }

    private static Arbitrary<RandomModel> Models(int maxDepth) => (
        from seed in Gen.Choose(0, int.MaxValue)
        from depth in Gen.Choose(0, maxDepth)
        from trees in Gen.Choose(0, 4)
        from classes in Gen.Elements(1, 1, 3)
        from categories in Gen.Elements(0, 0, 2)
        from weighted in Gen.Elements(false, true)
        select new RandomModel(seed) { Depth = depth, TreeCount = trees, Classes = classes, Categories = categories, Weighted = weighted }).ToArbitrary();

    private static IEnumerable<float[]> Rows(TreeModel model, float[] rows) => rows.Chunk(model.Features.Length);

    private static double[] Contributions(TreeExplainer explainer, float[] rows, int threads = 1)
    {
        var contributions = new double[rows.Length / explainer.FeatureCount * explainer.OutputCount * explainer.Width];
        explainer.Contributions(rows, contributions, threads);
        return contributions;
    }

    private static double[] Interactions(TreeExplainer explainer, float[] rows)
    {
        var interactions = new double[rows.Length / explainer.FeatureCount * explainer.OutputCount * explainer.Width * explainer.Width];
        explainer.Interactions(rows, interactions);
        return interactions;
    }

    private static bool Same(double[] one, double[] other) =>
        one.Length == other.Length && one.Zip(other).All(pair => BitConverter.DoubleToInt64Bits(pair.First) == BitConverter.DoubleToInt64Bits(pair.Second));

    private static bool Near(IEnumerable<double> found, IEnumerable<double> expected, double tolerance)
    {
        var (one, other) = (found.ToArray(), expected.ToArray());
        return one.Length == other.Length && one.Zip(other).All(pair => Math.Abs(pair.First - pair.Second) <= tolerance * (1 + Math.Abs(pair.Second)));
    }
}
