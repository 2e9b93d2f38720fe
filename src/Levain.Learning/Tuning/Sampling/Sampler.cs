using Levain.Learning.Tuning;
using Levain.Numerics;

namespace Levain.Learning;

/// <summary>How the next trial is chosen.</summary>
public abstract record Sampler
{
    private protected Sampler()
    {
    }

    /// <summary>A value for each parameter of the space.</summary>
    /// <param name="past">The trials that may be known, in order.</param>
    /// <param name="random">Of this trial alone.</param>
    internal abstract double[] Suggest(SearchSpace space, IReadOnlyList<PastTrial> past, CounterRandom random);

    /// <summary>The random numbers of one parameter: by its name, so that another one in the space does not change them.</summary>
    private protected static CounterRandom Of(CounterRandom random, Parameter parameter) => random.Fork(Digest.Of(parameter.Name).Leading);
}
