using System.Collections.Immutable;
using Levain.Learning.Objectives;
using Levain.Numerics;

namespace Levain.Learning.Training;

/// <summary>One training from the first round to the model.</summary>
internal sealed unsafe class BoostingRun : IDisposable
{
    private const int PieceRows = 16384;

    private readonly TrainingSet training;
    private readonly BoostingOptions options;
    private readonly Crew crew;
    private readonly ColumnProfile[] profiles;
    private readonly BinnedMatrix matrix;
    private readonly TreeGrower grower;
    private readonly Quantizer quantizer;
    private readonly Watch? watch;
    private readonly IReadOnlyDictionary<int, Monotone> monotone;
    private readonly float baseScore;
    private readonly NativeArray<float> margins;
    private readonly ImmutableArray<Tree>.Builder trees = ImmutableArray.CreateBuilder<Tree>();

    public BoostingRun(TrainingSet training, TrainingSet? validation, BoostingOptions options, Crew crew)
    {
        (this.training, this.options, this.crew) = (training, options, crew);
        monotone = Checks.Of(training, validation, options);
        profiles = Profiles.Of(training.Features, options, crew);
        matrix = Binner.Bin(training.Features, profiles, crew);
        baseScore = options.BaseScore is { } given ? (float)given : options.Objective.BaseScore(training.Labels, training.Weights);
        margins = new((long)training.RowCount * Outputs);
        var margin = options.Objective.Margin(baseScore);
        crew.RunPieces(training.RowCount, PieceRows, (start, count, _) => margins.Span((long)start * Outputs, count * Outputs).Fill(margin));
        grower = new(matrix, options, monotone, crew);
        quantizer = new(training.RowCount, Outputs, crew);
        watch = validation is null ? null : new(validation, training.Features.Features, profiles, options, options.Objective.Margin(baseScore), crew);
    }

    private int Outputs => options.Objective.OutputCount;

    public TreeModel Fit(IProgress<BoostingRound>? progress, Func<BoostingRound, bool> stops)
    {
        var random = new CounterRandom(options.Seed);
        for (var round = 0; round < options.Rounds; round++)
        {
            Round(round, random.Fork((ulong)round));
            var done = new BoostingRound(round + 1, options.Rounds, watch?.Measure(round), watch?.Best);
            progress?.Report(done);
            if (stops(done) || watch is { IsOver: true }) break;
        }

        var rounds = options.Patience > 0 && watch is not null ? watch.BestRound + 1 : trees.Count / Outputs;
        return new()
        {
            Features = [.. training.Features.Features],
            Objective = options.Objective,
            BaseScore = baseScore,
            Trees = [.. trees.Take(rounds * Outputs)],
            Outputs = [.. Enumerable.Range(0, rounds * Outputs).Select(tree => tree % Outputs)],
        };
    }

    private void Round(int round, CounterRandom random)
    {
        crew.RunPieces(training.RowCount, PieceRows, (start, count, _) => options.Objective.Gradients(
            margins.Span((long)start * Outputs, count * Outputs),
            training.Labels.AsSpan(start, count),
            training.Weights.Length == 0 ? [] : training.Weights.AsSpan(start, count),
            quantizer.Gradients.AsSpan(start * Outputs, count * Outputs),
            quantizer.Hessians.AsSpan(start * Outputs, count * Outputs)));

        // All trees of a round start from the same margins.
        for (var output = 0; output < Outputs; output++)
        {
            var draws = random.Fork((ulong)output);
            var rows = quantizer.Fill(output, grower.Rows, options.Rows, random);
            var grown = grower.Grow(rows.Count, rows.Total, rows.Units, new(matrix.Profiles.Length, options, draws));
            if (options.Objective.LeafQuantile is { } quantile)
            {
                Refit(grown, quantile);
                if (monotone.Count > 0) MonotoneLeaves.Bound(grown.Nodes[0], monotone);
            }

            var tree = grown.ToTree(profiles, options.LearningRate * options.Schedule.At(round, options.Rounds));
            Add(grown, tree, output);
            watch?.Add(grown, tree, output);
            trees.Add(tree);
        }
    }

    /// <summary>Gives each leaf the quantile of what is still missing to the labels of its rows.</summary>
    private void Refit(GrownTree grown, double quantile) => crew.Run(grown.Leaves.Count, 100L * training.RowCount, (index, _) =>
    {
        var leaf = grown.Leaves[index];
        var rows = grown.RowsOf(leaf);
        if (rows.Length == 0) return;
        var residuals = new float[rows.Length];
        var weights = training.Weights.Length == 0 ? [] : new float[rows.Length];
        for (var i = 0; i < rows.Length; i++)
        {
            var row = Gradient.RowOf(rows[i]);
            residuals[i] = training.Labels[row] - margins.Start[row];
            if (weights.Length > 0) weights[i] = training.Weights[row];
        }

        leaf.Weight = WeightedQuantile.Of(residuals, weights, quantile);
    });

    private void Add(GrownTree grown, Tree tree, int output)
    {
        if (options.Rows < 1)
        {
            crew.RunPieces(training.RowCount, PieceRows, (start, count, _) =>
            {
                for (var row = start; row < start + count; row++) margins.Start[((long)row * Outputs) + output] += tree.Nodes[grown.LeafOf(matrix, row).Index].Value;
            });
            return;
        }

        // Large leaves in pieces, so that no thread waits for one.
        var outputs = Outputs;
        var pieces = grown.Leaves.SelectMany(leaf => Enumerable.Range(0, (leaf.Count + PieceRows - 1) / PieceRows).Select(piece => (Leaf: leaf, Start: piece * PieceRows))).ToArray();
        crew.Run(pieces.Length, 3L * training.RowCount, (piece, _) =>
        {
            var (leaf, start) = pieces[piece];
            var value = tree.Nodes[leaf.Index].Value;
            foreach (var row in grown.RowsOf(leaf).Slice(start, Math.Min(PieceRows, leaf.Count - start))) margins.Start[((long)Gradient.RowOf(row) * outputs) + output] += value;
        });
    }

    public void Dispose()
    {
        watch?.Dispose();
        grower.Dispose();
        matrix.Dispose();
        margins.Dispose();
    }
}
