using Levain.Learning.Linear;

namespace Levain.Learning.Forecasting;

/// <summary>The uncertainty that some values leave in parameters, for a noise of 1: the inverse of what they and the priors tell, among those that are not 0.</summary>
internal sealed class ParameterSpread
{
    private readonly Cholesky first, last;
    private readonly double[] held;
    private readonly double[][] links;
    private readonly int[] active;

    public ParameterSpread(Cholesky first, double[] held, double[][] links, double[][] rest, int[] active, double heldLast)
    {
        (this.first, this.held, this.active) = (first, held, active);
        this.links = Array.ConvertAll(active, i => links[i]);
        var added = new double[active.Length];
        Array.Fill(added, heldLast);
        last = new(Array.ConvertAll(active, i => Array.ConvertAll(active, j => rest[i][j])), added);
    }

    /// <summary>How many independent draws a spread is made of.</summary>
    public int Rank => first.Size + last.Size;

    /// <summary>How many parameters the values have used up, as priors leave less than one of each.</summary>
    public double Freedom()
    {
        double freedom = Rank;
        var at = new double[Rank];
        for (var i = 0; i < held.Length; i++)
        {
            Array.Clear(at);
            at[i] = 1;
            Whiten(at, i);
            freedom -= held[i] * ColumnKernel.Sum(at, at);
        }

        return freedom;
    }

    /// <summary>What a row of columns weighs each draw with, so that the draws together spread as the row's prediction does.</summary>
    public double[] Weights(ReadOnlySpan<double> row)
    {
        var weights = new double[Rank];
        row[..first.Size].CopyTo(weights);
        for (var i = 0; i < active.Length; i++) weights[first.Size + i] = row[first.Size + active[i]];
        Whiten(weights, 0);
        return weights;
    }

    private void Whiten(double[] at, int start)
    {
        var early = at.AsSpan(0, first.Size);
        var late = at.AsSpan(first.Size);
        first.Forward(early, start);
        for (var i = 0; i < late.Length; i++) late[i] -= ColumnKernel.Sum(links[i], early);
        last.Forward(late);
    }
}
