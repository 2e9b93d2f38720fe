using FsCheck;
using FsCheck.Fluent;
using Levain.Learning.Scoring;

namespace Levain.Learning.Tests.Trees.Scoring;

public sealed class TreeScorerTests
{
    private static readonly LaneWidth[] Widths = [LaneWidth.One, LaneWidth.Four, LaneWidth.Eight, LaneWidth.Sixteen];

    [Fact]
    public void Margins_are_the_bits_of_a_plain_walk() => Check.QuickThrowOnFailure(Prop.ForAll(Models(), random =>
    {
        var (model, rows) = (random.Model(), random.Rows(131));
        return Same(Plain(model, rows), Margins(new(model), rows));
    }));

    [Fact]
    public void Width_threads_and_the_shape_of_the_rows_decide_no_bit() => Check.QuickThrowOnFailure(Prop.ForAll(Models(), random =>
    {
        var (model, rows) = (random.Model(), random.Rows(2100));
        var expected = Margins(new(model), rows);
        return Widths.All(width => Same(expected, Margins(new(model, width), rows)))
            && Same(expected, Margins(new(model), rows, threads: 3))
            && Same(expected, OfMatrix(new(model), random.Matrix(model, rows), threads: 2))
            && Same(expected, OneByOne(new(model), rows));
    }));

    [Fact]
    public void Leaves_are_the_nodes_at_which_rows_end() => Check.QuickThrowOnFailure(Prop.ForAll(Models(), random =>
    {
        var (model, rows) = (random.Model(), random.Rows(70));
        var scorer = new TreeScorer(model);
        var leaves = new int[70 * scorer.TreeCount];
        scorer.Leaves(rows, leaves, threads: 2);
        var expected = Enumerable.Range(0, 70).SelectMany(row => model.Trees.Select(tree => PlainWalk.Leaf(tree, rows.AsSpan(row * scorer.FeatureCount, scorer.FeatureCount))));
        return expected.SequenceEqual(leaves);
    }));

    [Fact]
    public void Predictions_are_those_of_the_objective()
    {
        var random = new RandomModel(3) { Classes = 3 };
        var (model, rows) = (random.Model(), random.Rows(9));
        var expected = new float[27];
        model.Objective.Predict(Margins(new(model), rows), expected);
        Assert.Equal(expected, new TreeScorer(model).Predict(random.Matrix(model, rows)));
    }

    [Fact]
    public void Only_the_best_rounds_count()
    {
        var random = new RandomModel(4) { Classes = 3 };
        var model = random.Model() with { BestRounds = 2 };
        var rows = random.Rows(40);
        Assert.Equal(6, new TreeScorer(model).TreeCount);
        Assert.Equal(Plain(model, rows), Margins(new(model), rows));
    }

    [Fact]
    public void A_sparse_matrix_scores_as_its_rows()
    {
        var random = new RandomModel(5) { Categories = 2 };
        var (model, rows) = (random.Model(), random.Rows(200));
        // Its columns stand the other way round.
        var (starts, features, values) = (new List<long> { 0 }, new List<int>(), new List<float>());
        foreach (var row in rows.Chunk(5))
        {
            foreach (var (column, value) in row.Reverse().Index().Where(entry => !float.IsNaN(entry.Item)))
            {
                features.Add(column);
                values.Add(value);
            }

            starts.Add(values.Count);
        }

        var matrix = new SparseMatrix([.. model.Features.Reverse()], [.. starts], [.. features], [.. values]);
        Assert.Equal(Margins(new(model), rows), OfMatrix(new(model), matrix, threads: 1));
    }

    [Theory]
    [InlineData(0, 8)]
    [InlineData(2, 4)]
    [InlineData(0, 12)]
    [InlineData(0, 6, 3000)]
    public void One_row_allocates_nothing(int categories, int depth, int features = 5)
    {
        var random = new RandomModel(6) { Categories = categories, Depth = depth, TreeCount = features < 3000 ? 20 : 100, FeatureCount = features };
        var (scorer, row, margins) = (new TreeScorer(random.Model()), random.Rows(1), new float[1]);
        scorer.Predict(row, margins);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 10_000; i++) scorer.Predict(row, margins);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Fact]
    public void A_batch_in_memory_allocates_nothing()
    {
        var random = new RandomModel(7);
        var (scorer, rows, margins) = (new TreeScorer(random.Model()), random.Rows(500), new float[500]);
        scorer.Margins(rows, margins);
        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 100; i++) scorer.Margins(rows, margins);
        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    [Theory]
    [InlineData(float.NegativeInfinity)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(float.NaN)]
    [InlineData(float.MinValue)]
    [InlineData(float.Epsilon)]
    [InlineData(-0f)]
    public void Odd_thresholds_divide_as_comparison_does(float threshold)
    {
        foreach (var missingLeft in (bool[])[false, true])
        {
            var model = new RandomModel(8).Model() with { Trees = [Stump(threshold, missingLeft)], Outputs = [0], };
            foreach (var value in (float[])[float.NaN, float.NegativeInfinity, float.MinValue, -1f, -float.Epsilon, -0f, 0f, float.Epsilon, 1f, float.MaxValue, float.PositiveInfinity])
                Assert.Equal(PlainWalk.Margins(model, [value, 0, 0, 0, 0]), Margins(new(model), [value, 0, 0, 0, 0]));
        }
    }

    [Fact]
    public void A_model_without_trees_predicts_its_base_score()
    {
        var model = new RandomModel(9).Model() with { Trees = [], Outputs = [], TreeWeights = [] };
        var margins = new float[3];
        new TreeScorer(model).Margins(new float[15], margins);
        Assert.Equal(Enumerable.Repeat(model.Objective.Margin(0.3f), 3), margins);
    }

    [Theory]
    [InlineData(4, 1, "a row has 5 features, not 4")]
    [InlineData(6, 1, "a row has 5 features, not 6")]
    [InlineData(14, 3, "3 rows of 5 features are 15 values, not 14")]
    public void A_row_of_wrong_length_is_refused(int values, int results, string message)
    {
        var scorer = new TreeScorer(new RandomModel(10).Model());
        Assert.Equal(message, Assert.Throws<ArgumentException>(() => scorer.Margins(new float[values], new float[results])).Message);
    }

    private static Tree Stump(float threshold, bool missingLeft) => new(
        [
            new() { Left = 1, Right = 2, Value = threshold, MissingLeft = missingLeft, Categories = -1 },
            new() { Left = -1, Right = -1, Value = 1f, Categories = -1 },
            new() { Left = -1, Right = -1, Value = 2f, Categories = -1 },
        ],
        []);

    private static Arbitrary<RandomModel> Models() => (
        from seed in Gen.Choose(0, int.MaxValue)
        from depth in Gen.Elements(0, 1, 2, 3, 6, 8, 9, 13)
        from trees in Gen.Choose(0, 9)
        from classes in Gen.Elements(1, 1, 3)
        from categories in Gen.Elements(0, 0, 2)
        from weighted in Gen.Elements(false, true)
        select new RandomModel(seed) { Depth = depth, TreeCount = trees, Classes = classes, Categories = categories, Weighted = weighted }).ToArbitrary();

    private static float[] Plain(TreeModel model, float[] rows) =>
        [.. Enumerable.Range(0, rows.Length / model.Features.Length).SelectMany(row => PlainWalk.Margins(model, rows.AsSpan(row * model.Features.Length, model.Features.Length)))];

    private static float[] Margins(TreeScorer scorer, float[] rows, int threads = 1)
    {
        var margins = new float[rows.Length / scorer.FeatureCount * scorer.OutputCount];
        scorer.Margins(rows, margins, threads);
        return margins;
    }

    private static float[] OfMatrix(TreeScorer scorer, FeatureMatrix matrix, int threads)
    {
        var margins = new float[matrix.RowCount * scorer.OutputCount];
        scorer.Margins(matrix, margins, threads);
        return margins;
    }

    private static float[] OneByOne(TreeScorer scorer, float[] rows)
    {
        var margins = new float[rows.Length / scorer.FeatureCount * scorer.OutputCount];
        for (var row = 0; row < rows.Length / scorer.FeatureCount; row++)
            scorer.Margins(rows.AsSpan(row * scorer.FeatureCount, scorer.FeatureCount), margins.AsSpan(row * scorer.OutputCount, scorer.OutputCount));
        return margins;
    }

    private static bool Same(float[] one, float[] other) =>
        one.Length == other.Length && one.Zip(other).All(pair => BitConverter.SingleToInt32Bits(pair.First) == BitConverter.SingleToInt32Bits(pair.Second));
}
