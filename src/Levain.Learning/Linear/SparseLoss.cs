using Levain.Learning.Training;

namespace Levain.Learning.Linear;

/// <summary>The mean loss with the square part of its penalty, as a function of coefficients in standard deviations. The last direction is the intercept.</summary>
internal sealed class SparseLoss
{
    // So many numbers of squares of single blocks are in memory at once.
    private const int MostAtOnce = 1 << 23;

    // No direction is flatter: a column that tells only of rows that are certain would have no curvature at all.
    private const double Flattest = 1e-12;

    private readonly LinearRows rows;
    private readonly RowErrors errors;
    private readonly Crew crew;
    private readonly double[] ridges;
    private readonly double[][] sums, weights, room;

    public SparseLoss(LinearRows rows, RowErrors errors, double l2, Crew crew)
    {
        (this.rows, this.errors, this.crew) = (rows, errors, crew);
        ridges = Shares(l2, power: 2);
        (sums, weights, room) = (Buffers(), Buffers(), Buffers());
    }

    /// <summary>All coefficients 0, and the intercept that is best then.</summary>
    public double[] Start() => [.. rows.Active.Select(_ => 0.0), errors.Start];

    /// <summary>A penalty on coefficients as one on coefficients in standard deviations, beside the mean loss; 0 for the intercept.</summary>
    public double[] Shares(double penalty, int power)
    {
        var shares = new double[rows.Active.Length + 1];
        for (var i = 0; i < rows.Active.Length; i++)
        {
            shares[i] = penalty / rows.Weight;
            for (var turn = 0; turn < power; turn++) shares[i] /= rows.Deviations[rows.Active[i]];
        }

        return shares;
    }

    public double Evaluate(double[] at, double[] slopes)
    {
        var (active, width) = (rows.Active, at.Length);
        var totals = rows.Blocks.Sum(width + 1, (block, own, worker) =>
        {
            var sum = sums[worker].AsSpan(0, block.Count);
            var weight = weights[worker].AsSpan(0, block.Count);
            rows.CopyWeights(block, weight);
            AddUp(at, block, sum);
            own[^1] = errors.Losses(sum, rows.Labels(block), weight, room[worker].AsSpan(0, block.Count));
            // The block is still in the cache. What stood for sums now stands for errors.
            for (var i = 0; i < active.Length; i++) own[i] = ColumnKernel.Sum(block.Column(active[i]), rows.Means[active[i]], sum);
            foreach (var error in sum) own[^2] += error;
        });
        var loss = totals[width] / rows.Weight;
        for (var i = 0; i < active.Length; i++)
        {
            loss += ridges[i] / 2 * at[i] * at[i];
            slopes[i] = (totals[i] / rows.Weight / rows.Deviations[active[i]]) + (ridges[i] * at[i]);
        }

        slopes[^1] = totals[width - 1] / rows.Weight;
        return loss;
    }

    /// <summary>How the slopes of some directions change with each of them: a square, row after row.</summary>
    public double[] Curvature(double[] at, int[] members)
    {
        var width = members.Length;
        var square = new double[width * width];
        var atOnce = Math.Clamp(MostAtOnce / square.Length, 4, 32);
        var columns = new double[crew.Threads][];
        foreach (var slab in rows.Blocks.Slabs())
        {
            for (var first = 0; first < slab.BlockCount; first += atOnce)
            {
                var from = first;
                var parts = new double[Math.Min(atOnce, slab.BlockCount - first)][];
                crew.Run(parts.Length, (task, worker) => parts[task] = CurvatureOf(slab.Block(from + task), at, members, columns[worker] ??= new double[RowBlocks.UsualSize * width], worker));
                foreach (var part in parts) ColumnKernel.AddTimes(part, 1, square);
            }
        }

        Complete(square, members);
        return square;
    }

    public LinearModel Model(LinearKind kind, double[] at)
    {
        var (all, intercept) = (new double[rows.Width], at[^1] + errors.Shift);
        for (var i = 0; i < rows.Active.Length; i++)
        {
            var feature = rows.Active[i];
            all[feature] = at[i] / rows.Deviations[feature];
            intercept -= all[feature] * rows.Means[feature];
        }

        return rows.Model(kind, intercept, all);
    }

    private void AddUp(double[] at, RowBlock block, Span<double> sum)
    {
        sum.Fill(at[^1]);
        for (var i = 0; i < at.Length - 1; i++)
        {
            var feature = rows.Active[i];
            if (at[i] != 0) ColumnKernel.AddTimes(block.Column(feature), rows.Means[feature], at[i] / rows.Deviations[feature], sum);
        }
    }

    /// <summary>The lower triangle, of one block.</summary>
    private double[] CurvatureOf(RowBlock block, double[] at, int[] members, double[] columns, int worker)
    {
        var factors = sums[worker].AsSpan(0, block.Count);
        var weight = weights[worker].AsSpan(0, block.Count);
        rows.CopyWeights(block, weight);
        AddUp(at, block, factors);
        errors.Curvatures(factors, weight);
        foreach (ref var factor in factors) factor = Math.Sqrt(factor);
        var square = new double[members.Length * members.Length];
        for (var i = 0; i < members.Length; i++)
        {
            var column = columns.AsSpan(i * block.Count, block.Count);
            if (members[i] == at.Length - 1) factors.CopyTo(column);
            else rows.CopyDeviations(block, rows.Active[members[i]], factors, column);
            for (var j = 0; j <= i; j++) square[(i * members.Length) + j] = ColumnKernel.Sum(column, columns.AsSpan(j * block.Count, block.Count));
        }

        return square;
    }

    private void Complete(double[] square, int[] members)
    {
        var width = members.Length;
        for (var i = 0; i < width; i++)
        {
            for (var j = 0; j <= i; j++) square[(j * width) + i] = square[(i * width) + j] /= rows.Weight;
            square[(i * width) + i] = Math.Max(square[(i * width) + i] + ridges[members[i]], Flattest);
        }
    }

    private double[][] Buffers() => [.. Enumerable.Range(0, crew.Threads).Select(_ => new double[RowBlocks.UsualSize])];
}
