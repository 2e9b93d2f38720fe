using Levain.Learning.Tuning;
using Levain.Numerics;

namespace Levain.Learning;

/// <summary>Chooses as the space says, whatever came of other trials: a good judge of all other ways.</summary>
public sealed record RandomSampler : Sampler
{
    internal override double[] Suggest(SearchSpace space, IReadOnlyList<PastTrial> past, CounterRandom random) =>
        [.. space.Parameters.Select(parameter => parameter.Draw(Of(random, parameter)))];
}
