using System.Buffers;
using System.Runtime.CompilerServices;
using Levain.Learning.Scoring;

namespace Levain.Learning;

/// <summary>Predicts by a tree model: made once, used by any number of threads.</summary>
/// <remarks>
/// A margin is the margin of the base score, then leaf by leaf in the order of the trees, added in single precision: the same bits for one row or a million, any number of threads and any processor.
/// Spans of rows hold the model's features row by row, NaN where a value is missing. One row allocates nothing.
/// </remarks>
public sealed class TreeScorer
{
    // 8 KiB on the stack; models that ask more borrow an array.
    private const int KeysOnStack = 2048;

    // Many blocks: a part is worth a thread's while.
    private const int RowsOfPart = 16 * KeySlots.Block;

    private readonly KeySlots slots;
    private readonly FlatTrees trees;
    private readonly float start;

    public TreeScorer(TreeModel model) : this(model, LaneWidths.Widest)
    {
    }

    internal TreeScorer(TreeModel model, LaneWidth width)
    {
        Model = model;
        var survey = new TreeSurvey(model);
        TreeCount = UsedTrees.Count(model);
        start = model.Objective.Margin(model.BaseScore);
        slots = new(survey.Asked, FeatureCount);
        trees = Flatten(model, survey, width);
    }

    public TreeModel Model { get; }

    public int FeatureCount => Model.Features.Length;

    /// <summary>How many margins and predictions a row has.</summary>
    public int OutputCount => Model.Objective.OutputCount;

    /// <summary>How many trees are asked: all, or those of the best rounds.</summary>
    public int TreeCount { get; }

    /// <summary>The margins of one row, or of several that follow each other; a row's outputs stand together.</summary>
    public void Margins(ReadOnlySpan<float> rows, Span<float> margins, int threads = 1)
    {
        var count = RowCount(rows.Length, margins.Length, OutputCount);
        if (count == 1) MarginsOfRow(rows, margins);
        else OfRows(rows, count, margins, [], threads);
    }

    /// <summary>The margins of all rows of a matrix, whose columns are found by name.</summary>
    public void Margins(FeatureMatrix matrix, Span<float> margins, int threads = 1) => OfMatrix(matrix, margins, [], threads);

    /// <summary>The predictions of one row, or of several that follow each other: probabilities, counts, amounts, as the objective has them.</summary>
    public void Predict(ReadOnlySpan<float> rows, Span<float> predictions, int threads = 1)
    {
        Margins(rows, predictions, threads);
        Model.Objective.Predict(predictions, predictions);
    }

    /// <summary>The predictions of all rows of a matrix, whose columns are found by name.</summary>
    public void Predict(FeatureMatrix matrix, Span<float> predictions, int threads = 1)
    {
        Margins(matrix, predictions, threads);
        Model.Objective.Predict(predictions, predictions);
    }

    /// <inheritdoc cref="Predict(FeatureMatrix, Span{float}, int)"/>
    public float[] Predict(FeatureMatrix matrix, int threads = 1)
    {
        var predictions = new float[matrix.RowCount * OutputCount];
        Predict(matrix, predictions, threads);
        return predictions;
    }

    /// <summary>The node of each tree at which one row ends, or several that follow each other; a row's trees stand together.</summary>
    public void Leaves(ReadOnlySpan<float> rows, Span<int> leaves, int threads = 1) => OfRows(rows, RowCount(rows.Length, leaves.Length, TreeCount), [], leaves, threads);

    /// <summary>The node of each tree at which the rows of a matrix end; its columns are found by name.</summary>
    public void Leaves(FeatureMatrix matrix, Span<int> leaves, int threads = 1) => OfMatrix(matrix, [], leaves, threads);

    /// <summary>Whether any tree asks a feature.</summary>
    internal bool Asks(int feature) => slots.Features.Contains(feature);

    /// <summary>The predictions of rows whose columns were found before.</summary>
    internal void Predict(RowsOfMatrix rows, Span<float> predictions, int threads)
    {
        InParts(rows, predictions, [], threads);
        Model.Objective.Predict(predictions, predictions);
    }

    private FlatTrees Flatten(TreeModel model, TreeSurvey survey, LaneWidth width)
    {
        var used = model.Trees.AsSpan(0, TreeCount);
        var weights = model.TreeWeights.IsDefaultOrEmpty ? [] : model.TreeWeights.AsSpan(0, TreeCount);
        int[] outputs = [.. model.Outputs.AsSpan(0, TreeCount)];
        return survey.Depth <= CompleteTrees.MaxDepth && survey.Asked.All(ask => !ask.Category)
            ? new CompleteTrees(used, weights, outputs, slots, Math.Max(CompleteTrees.MinDepth, survey.Depth), width)
            : new BranchingTrees(used, weights, outputs, slots);
    }

    private int RowCount(int values, int results, int width)
    {
        var count = width > 0 ? results / width : FeatureCount > 0 ? values / FeatureCount : 0;
        if ((long)count * width != results) throw new ArgumentException($"a row has {width} results: there is no room for {results} of whole rows");
        if ((long)count * FeatureCount != values) throw new ArgumentException(count == 1 ? $"a row has {FeatureCount} features, not {values}" : $"{count} rows of {FeatureCount} features are {(long)count * FeatureCount} values, not {values}");
        return count;
    }

    [SkipLocalsInit]
    private void MarginsOfRow(ReadOnlySpan<float> row, Span<float> margins)
    {
        var borrowed = slots.Count > KeysOnStack ? ArrayPool<int>.Shared.Rent(slots.Count) : null;
        var keys = borrowed is null ? stackalloc int[KeysOnStack] : borrowed;
        slots.WriteRow(row, keys);
        margins.Fill(start);
        trees.Add(keys, margins);
        if (borrowed is not null) ArrayPool<int>.Shared.Return(borrowed);
    }

    private unsafe void OfRows(ReadOnlySpan<float> rows, int count, Span<float> margins, Span<int> leaves, int threads)
    {
        fixed (float* values = rows)
        {
            InParts(new RowsInMemory(values, count, FeatureCount), margins, leaves, threads);
        }
    }

    private void OfMatrix(FeatureMatrix matrix, Span<float> margins, Span<int> leaves, int threads)
    {
        var (width, length) = leaves.IsEmpty ? (OutputCount, margins.Length) : (TreeCount, leaves.Length);
        if ((long)matrix.RowCount * width != length) throw new ArgumentException($"{matrix.RowCount} rows have {(long)matrix.RowCount * width} results: there is room for {length}");
        InParts(new RowsOfMatrix(matrix, FeatureColumns.Of(Model.Features, matrix), []), margins, leaves, threads);
    }

    private void InParts<TRows>(TRows rows, Span<float> margins, Span<int> leaves, int threads) where TRows : struct, IRowBlocks
    {
        if (margins.IsEmpty && leaves.IsEmpty) return;
        var parts = (rows.RowCount + RowsOfPart - 1) / RowsOfPart;
        if (threads <= 1 || parts <= 1)
        {
            for (var part = 0; part < parts; part++) OfPart(rows, part, margins, leaves);
            return;
        }

        InParallel(rows, parts, margins, leaves, threads);
    }

    // Each part writes to its own place, so nothing depends on which thread takes it.
    private unsafe void InParallel<TRows>(TRows rows, int parts, Span<float> margins, Span<int> leaves, int threads) where TRows : struct, IRowBlocks
    {
        fixed (float* firstMargin = margins)
        fixed (int* firstLeaf = leaves)
        {
            var (toMargins, marginCount, toLeaves, leafCount) = ((nint)firstMargin, margins.Length, (nint)firstLeaf, leaves.Length);
            Parallel.For(0, parts, new ParallelOptions { MaxDegreeOfParallelism = threads }, part => OfPart(rows, part, new((float*)toMargins, marginCount), new((int*)toLeaves, leafCount)));
        }
    }

    private void OfPart<TRows>(TRows rows, int part, Span<float> margins, Span<int> leaves) where TRows : struct, IRowBlocks
    {
        var borrowed = ArrayPool<int>.Shared.Rent(slots.Count * KeySlots.Block);
        var end = Math.Min(rows.RowCount, (part + 1) * RowsOfPart);
        for (var first = part * RowsOfPart; first < end; first += KeySlots.Block)
        {
            var count = Math.Min(KeySlots.Block, end - first);
            rows.Write(slots, first, count, borrowed);
            if (leaves.IsEmpty)
            {
                var added = margins.Slice(first * OutputCount, count * OutputCount);
                added.Fill(start);
                trees.AddBlock(borrowed, count, OutputCount, added);
            }
            else trees.Leaves(borrowed, KeySlots.Block, count, leaves.Slice(first * TreeCount, count * TreeCount));
        }

        ArrayPool<int>.Shared.Return(borrowed);
    }
}
