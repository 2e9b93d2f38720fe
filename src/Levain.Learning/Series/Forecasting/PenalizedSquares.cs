using Levain.Learning.Linear;

namespace Levain.Learning.Forecasting;

/// <summary>Looks for the parameters that come nearest to some values, where the first ones are held back by their squares and the last ones by their sizes.</summary>
/// <remarks>The first ones follow from the last ones by linear equations; so what is looked for among signs are the last ones alone.</remarks>
internal sealed class PenalizedSquares
{
    // Columns may depend on each other (a half-yearly wave is every other yearly one), so that each is held back by at least this share of the number of values.
    private const double Least = 1e-10;

    private readonly double noise;
    private readonly int count;
    private readonly Cholesky first;
    private readonly double[] held;
    private readonly double[][] links, rest;

    /// <param name="products">Of all columns with each other.</param>
    /// <param name="priors">The variance of each of the first ones.</param>
    public PenalizedSquares(double[][] products, double[] priors, double noise, int values)
    {
        (this.noise, count) = (noise, priors.Length);
        held = Array.ConvertAll(priors, prior => Math.Max(noise / prior, Least * values));
        first = new(products[..count], held);
        links = Array.ConvertAll(products[count..], row => row[..count]);
        foreach (var link in links) first.Forward(link);
        rest = new double[links.Length][];
        for (var i = 0; i < rest.Length; i++)
        {
            rest[i] = new double[rest.Length];
            for (var j = 0; j <= i; j++) rest[i][j] = rest[j][i] = products[count + i][count + j] - ColumnKernel.Sum(links[i], links[j]);
            rest[i][i] += Least * values;
        }
    }

    /// <summary>The parameters for what the values' products with the columns are.</summary>
    /// <param name="start">Parameters to start from; the first ones do not matter.</param>
    public double[] Solve(double[] targets, double lambda, double[] start)
    {
        var parameters = targets.ToArray();
        var early = parameters.AsSpan(0, count);
        var late = start[count..];
        first.Forward(early);
        var pulls = new double[rest.Length];
        for (var i = 0; i < pulls.Length; i++) pulls[i] = targets[count + i] - ColumnKernel.Sum(links[i], early);
        new SparseSquares(rest, pulls, lambda).Minimize(late);
        for (var i = 0; i < late.Length; i++) ColumnKernel.AddTimes(links[i], -late[i], early);
        first.Backward(early);
        late.CopyTo(parameters, count);
        return parameters;
    }

    /// <summary>What holding back costs at some parameters, beside half the squared errors.</summary>
    public double Cost(double[] parameters, double lambda)
    {
        var cost = 0.0;
        for (var i = 0; i < count; i++) cost += 0.5 * held[i] * parameters[i] * parameters[i];
        for (var i = count; i < parameters.Length; i++) cost += lambda * Math.Abs(parameters[i]);
        return cost;
    }

    /// <summary>How uncertain the parameters are that are not 0.</summary>
    public ParameterSpread Spread(double[] parameters) => new(first, held, links, rest, [.. Enumerable.Range(0, rest.Length).Where(i => parameters[count + i] != 0)], 0);

    /// <summary>How uncertain all parameters are, the last ones with normal priors too, of a given variance.</summary>
    public ParameterSpread Spread(double prior) => new(first, held, links, rest, [.. Enumerable.Range(0, rest.Length)], noise / prior);
}
