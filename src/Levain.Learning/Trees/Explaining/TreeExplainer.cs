using System.Buffers;
using System.Runtime.Intrinsics;
using Levain.Learning.Explaining;
using Levain.Learning.Scoring;
using Levain.Numerics;

namespace Levain.Learning;

/// <summary>Says what each feature adds to a row's margins: exact SHAP values by the cover of the trees, as XGBoost's <c>pred_contribs</c> and <c>pred_interactions</c>.</summary>
/// <remarks>
/// The contributions of a row and output are one for each feature, then the bias; they sum to the margin. They are found in double precision, in the same order for any number of threads and any processor.
/// Made once, used by any number of threads.
/// </remarks>
public sealed class TreeExplainer
{
    private readonly KeySlots slots;
    private readonly CategoryBits categories = new();
    private readonly TreePaths[] trees;
    private readonly GaussRule[] rules;
    private readonly double[] biases;
    private readonly int[] outputs;
    private readonly int longest;
    private readonly int mostQuestions;
    private readonly int lanes;

    public TreeExplainer(TreeModel model) : this(model, Vector512.IsHardwareAccelerated ? 8 : Vector256.IsHardwareAccelerated ? 4 : Vector128.IsHardwareAccelerated ? 2 : 1)
    {
    }

    internal TreeExplainer(TreeModel model, int lanes)
    {
        (Model, this.lanes) = (model, lanes);
        var survey = new TreeSurvey(model);
        slots = new(survey.Asked, FeatureCount);
        var count = UsedTrees.Count(model);
        trees = new TreePaths[count];
        for (var i = 0; i < count; i++) trees[i] = new(model.Trees[i], model.TreeWeights.IsDefaultOrEmpty ? 1f : model.TreeWeights[i], slots, categories);
        categories.Freeze();
        outputs = [.. model.Outputs.AsSpan(0, count)];
        longest = trees.Length == 0 ? 0 : trees.Max(tree => tree.Leaves.Max(leaf => leaf.Steps.Length));
        mostQuestions = trees.Length == 0 ? 0 : trees.Max(tree => tree.Questions.Length);
        rules = [.. Enumerable.Range(0, (longest + 1) / 2 + 1).Select(points => new GaussRule(points))];
        biases = new double[OutputCount];
        biases.AsSpan().Fill(model.Objective.Margin(model.BaseScore));
        for (var i = 0; i < count; i++) biases[outputs[i]] += trees[i].Mean;
    }

    public TreeModel Model { get; }

    public int FeatureCount => Model.Features.Length;

    public int OutputCount => Model.Objective.OutputCount;

    /// <summary>How many contributions an output of a row has: one for each feature, and the bias behind them.</summary>
    public int Width => FeatureCount + 1;

    /// <summary>The contributions of rows that follow each other; a row's outputs stand together, an output's contributions too.</summary>
    public void Contributions(ReadOnlySpan<float> rows, Span<double> contributions, int threads = 1) => OfRows(rows, contributions, Width, threads);

    /// <summary>The contributions of the rows of a matrix, whose columns are found by name.</summary>
    public void Contributions(FeatureMatrix matrix, Span<double> contributions, int threads = 1) => OfMatrix(matrix, contributions, Width, threads);

    /// <summary>How features add together: a square for each row and output, whose row sums are the contributions; half of what a pair adds stands at both its places.</summary>
    public void Interactions(ReadOnlySpan<float> rows, Span<double> interactions, int threads = 1) => OfRows(rows, interactions, Width * Width, threads);

    /// <summary>The interactions of the rows of a matrix, whose columns are found by name.</summary>
    public void Interactions(FeatureMatrix matrix, Span<double> interactions, int threads = 1) => OfMatrix(matrix, interactions, Width * Width, threads);

    private unsafe void OfRows(ReadOnlySpan<float> rows, Span<double> results, int width, int threads)
    {
        var count = results.Length / (OutputCount * width);
        if ((long)count * OutputCount * width != results.Length) throw new ArgumentException($"a row has {OutputCount * width} results: there is no room for {results.Length} of whole rows");
        if ((long)count * FeatureCount != rows.Length) throw new ArgumentException($"{count} rows of {FeatureCount} features are {(long)count * FeatureCount} values, not {rows.Length}");
        fixed (float* values = rows)
        {
            InParts(new RowsInMemory(values, count, FeatureCount), results, width, threads);
        }
    }

    private void OfMatrix(FeatureMatrix matrix, Span<double> results, int width, int threads)
    {
        var length = (long)matrix.RowCount * OutputCount * width;
        if (length != results.Length) throw new ArgumentException($"{matrix.RowCount} rows have {length} results: there is room for {results.Length}");
        InParts(new RowsOfMatrix(matrix, FeatureColumns.Of(Model.Features, matrix), []), results, width, threads);
    }

    // Each block of rows writes to its own place, so nothing depends on which thread takes it.
    private unsafe void InParts<TRows>(TRows rows, Span<double> results, int width, int threads) where TRows : struct, IRowBlocks
    {
        var blocks = (rows.RowCount + KeySlots.Block - 1) / KeySlots.Block;
        fixed (double* first = results)
        {
            var (start, length) = ((nint)first, results.Length);
            Parallel.For(0, blocks, new ParallelOptions { MaxDegreeOfParallelism = Math.Max(1, threads) }, block => OfBlock(rows, block, new((double*)start, length), width));
        }
    }

    private void OfBlock<TRows>(TRows rows, int block, Span<double> results, int width) where TRows : struct, IRowBlocks
    {
        var keys = ArrayPool<int>.Shared.Rent(slots.Count * KeySlots.Block);
        var (first, count) = (block * KeySlots.Block, Math.Min(KeySlots.Block, rows.RowCount - block * KeySlots.Block));
        rows.Write(slots, first, count, keys);
        var part = results.Slice(first * OutputCount * width, count * OutputCount * width);
        switch (lanes)
        {
            case 8: OfBlock<EightLanes>(keys, count, part, width); break;
            case 4: OfBlock<FourLanes>(keys, count, part, width); break;
            case 2: OfBlock<TwoLanes>(keys, count, part, width); break;
            default: OfBlock<OneLane>(keys, count, part, width); break;
        }

        ArrayPool<int>.Shared.Return(keys);
    }

    private void OfBlock<TLanes>(ReadOnlySpan<int> keys, int count, Span<double> results, int width) where TLanes : struct, ILanes<TLanes>
    {
        var contributions = new double[OutputCount * Width * TLanes.Count];
        var interactions = width == Width ? [] : new double[OutputCount * width * TLanes.Count];
        var rights = new double[mostQuestions * TLanes.Count];
        var scratch = new double[PathKernel<TLanes>.Scratch(longest)];
        for (var row = 0; row < count; row += TLanes.Count)
        {
            Array.Clear(contributions);
            Array.Clear(interactions);
            for (var i = 0; i < trees.Length; i++)
            {
                Ask<TLanes>(trees[i].Questions, keys[row..], rights);
                PathKernel<TLanes>.Contributions(trees[i], rules, rights, scratch, contributions.AsSpan(outputs[i] * Width * TLanes.Count));
                if (interactions.Length > 0) PathKernel<TLanes>.Interactions(trees[i], rules, Width, rights, scratch, interactions.AsSpan(outputs[i] * width * TLanes.Count));
            }

            for (var lane = 0; lane < Math.Min(TLanes.Count, count - row); lane++)
            {
                var result = results.Slice((row + lane) * OutputCount * width, OutputCount * width);
                if (interactions.Length == 0) Take(contributions, lane, TLanes.Count, result);
                else TakeInteractions(contributions, interactions, lane, TLanes.Count, result);
            }
        }
    }

    // Rows behind the last of a block have keys of an earlier one: what is found for them is not taken.
    private void Ask<TLanes>(TreePaths.Question[] questions, ReadOnlySpan<int> keys, Span<double> rights) where TLanes : struct, ILanes<TLanes>
    {
        for (var i = 0; i < questions.Length; i++)
        {
            var question = questions[i];
            var asked = keys.Slice(question.Slot * KeySlots.Block, TLanes.Count);
            for (var lane = 0; lane < asked.Length; lane++)
                rights[i * TLanes.Count + lane] = (question.Categories < 0 ? asked[lane] > question.Last : categories.Holds(question.Categories, asked[lane])) ? 1.0 : 0.0;
        }
    }

    private void Take(double[] contributions, int lane, int laneCount, Span<double> result)
    {
        for (var i = 0; i < result.Length; i++) result[i] = contributions[i * laneCount + lane];
        for (var output = 0; output < OutputCount; output++) result[output * Width + FeatureCount] = biases[output];
    }

    // What a feature adds alone is what is left of its contribution.
    private void TakeInteractions(double[] contributions, double[] interactions, int lane, int laneCount, Span<double> result)
    {
        for (var i = 0; i < result.Length; i++) result[i] = interactions[i * laneCount + lane];
        for (var output = 0; output < OutputCount; output++)
        {
            var square = result.Slice(output * Width * Width, Width * Width);
            for (var feature = 0; feature < FeatureCount; feature++)
            {
                var alone = contributions[(output * Width + feature) * laneCount + lane];
                for (var other = 0; other < FeatureCount; other++)
                    if (other != feature) alone -= square[feature * Width + other];
                square[feature * Width + feature] = alone;
            }

            square[^1] = biases[output];
        }
    }
}
