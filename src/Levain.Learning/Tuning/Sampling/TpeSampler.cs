using Levain.Learning.Tuning;
using Levain.Numerics;

namespace Levain.Learning;

/// <summary>Chooses what is likelier among good trials than among others: tree-structured Parzen estimators (Bergstra and others 2011), each parameter on its own.</summary>
public sealed record TpeSampler : Sampler
{
    /// <summary>How many trials are chosen at random before.</summary>
    public int Startup { get; init => field = value >= 1 ? value : throw new BuildException($"`{nameof(Startup)}` is {value}, and must be at least 1"); } = 10;

    /// <summary>How many values are drawn, of which the best is taken.</summary>
    public int Candidates { get; init => field = value >= 1 ? value : throw new BuildException($"`{nameof(Candidates)}` is {value}, and must be at least 1"); } = 24;

    /// <summary>Which share of the trials is called good.</summary>
    public double GoodShare
    {
        get;
        init => field = value is > 0 and < 1 ? value : throw new BuildException(FormattableString.Invariant($"`{nameof(GoodShare)}` is {value}, and must be above 0 and below 1"));
    } = 0.1;

    /// <summary>How many trials are called good at most.</summary>
    public int MostGood { get; init => field = value >= 1 ? value : throw new BuildException($"`{nameof(MostGood)}` is {value}, and must be at least 1"); } = 25;

    /// <summary>How many trials the space itself counts as.</summary>
    public double PriorWeight
    {
        get;
        init => field = value > 0 && double.IsFinite(value) ? value : throw new BuildException(FormattableString.Invariant($"`{nameof(PriorWeight)}` is {value}, and must be above 0"));
    } = 1;

    internal override double[] Suggest(SearchSpace space, IReadOnlyList<PastTrial> past, CounterRandom random)
    {
        if (past.Count(trial => trial.State != TrialState.Failed) < Startup) return new RandomSampler().Suggest(space, past, random);
        var ranked = past.Order(PastTrial.BestFirst).ToArray();
        var good = (int)Math.Min(MostGood, Math.Ceiling(GoodShare * past.Count));
        var (goods, others) = (ByNumber(ranked[..good]), ByNumber(ranked[good..]));
        return [.. space.Parameters.Select((parameter, i) => Best(parameter, i, goods, others, Of(random, parameter)))];
    }

    private double Best(Parameter parameter, int index, PastTrial[] goods, PastTrial[] others, CounterRandom random)
    {
        var (good, other) = (Around(parameter, index, goods), Around(parameter, index, others));
        var (best, most) = (0.0, double.NaN);
        for (var i = 0; i < Candidates; i++)
        {
            var value = good.Draw(random, 2 * (ulong)i);
            var gain = good.Log(value) - other.Log(value);
            if (i == 0 || gain > most) (best, most) = (value, gain);
        }

        return best;
    }

    private Density Around(Parameter parameter, int index, PastTrial[] trials) =>
        parameter.Around([.. trials.Select(trial => trial.Values[index])], Weights(trials.Length), PriorWeight);

    private static PastTrial[] ByNumber(PastTrial[] trials) => [.. trials.OrderBy(trial => trial.Number)];

    // The last 25 count in full, the others the less the older they are.
    private static double[] Weights(int count)
    {
        const int full = 25;
        var weights = new double[count];
        for (var i = 0; i < count; i++) weights[i] = i >= count - full ? 1 : (1.0 / count) + ((1 - (1.0 / count)) * i / Math.Max(1, count - full - 1));
        return weights;
    }
}
