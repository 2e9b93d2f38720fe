using Levain.Numerics;

namespace Levain.Learning.Tests.Objectives;

/// <summary>The objectives by a name for each, for tables of tests.</summary>
internal static class ObjectiveCases
{
    public static readonly Dictionary<string, Objective> All = new(StringComparer.Ordinal)
    {
        ["squared error"] = Objective.SquaredError,
        ["absolute error"] = Objective.AbsoluteError,
        ["quantile 0.9"] = Objective.Quantile(0.9),
        ["poisson"] = Objective.Poisson(),
        ["logistic"] = Objective.Logistic,
        ["weighted logistic"] = Objective.WeightedLogistic(3),
        ["softmax"] = Objective.Softmax(3),
    };

    public static TheoryData<string> Names => [.. All.Keys];

    /// <summary>Labels that the objective can learn from.</summary>
    public static float[] Labels(Objective objective, int count)
    {
        var random = new CounterRandom(5);
        return [.. Enumerable.Range(0, count).Select(i => objective.Name switch
        {
            "count:poisson" => random.Below((ulong)i, 6),
            "binary:logistic" => random.Below((ulong)i, 2),
            "multi:softprob" => random.Below((ulong)i, objective.OutputCount),
            _ => (float)random.Normal((ulong)i),
        })];
    }

    public static float[] Margins(int count, double width = 6)
    {
        var random = new CounterRandom(6);
        return [.. Enumerable.Range(0, count).Select(i => (float)((random.Uniform((ulong)i) - 0.5) * width))];
    }

    /// <summary>Every tenth is 0.</summary>
    public static float[] Weights(int count)
    {
        var random = new CounterRandom(7);
        return [.. Enumerable.Range(0, count).Select(i => i % 10 == 9 ? 0f : (float)(0.1 + 3 * random.Uniform((ulong)i)))];
    }
}
