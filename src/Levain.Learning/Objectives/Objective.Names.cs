using Levain.Learning.Objectives;

namespace Levain.Learning;

public abstract partial record Objective
{
    private static readonly string[] Names =
    [
        "reg:squarederror", "reg:absoluteerror", "reg:quantileerror", "reg:logistic", "count:poisson",
        "binary:logistic", "binary:logitraw", "multi:softprob", "multi:softmax",
    ];

    /// <summary>The number that XGBoost's model files keep with the name, or null where there is none.</summary>
    internal virtual ObjectiveParameter? Parameter => null;

    /// <summary>The objective that a model file names; <paramref name="parameter"/> reads a number of the file by section and key, or null where it is not given.</summary>
    internal static Objective Named(string name, Func<string, string, double?> parameter) => name switch
    {
        "reg:squarederror" or "reg:linear" => SquaredError,
        "reg:absoluteerror" => AbsoluteError,
        "reg:quantileerror" => Read(new QuantileError { Alpha = 0.5 }, parameter, (objective, alpha) => objective with { Alpha = alpha }),
        "count:poisson" => Read(new Poisson(), parameter, (objective, step) => objective with { MaxDeltaStep = step }),
        "binary:logistic" => Read(new Logistic(), parameter, WithWeight),
        "reg:logistic" => Read(new Logistic { Labels = LogisticLabels.Shares }, parameter, WithWeight),
        "binary:logitraw" => Read(new Logistic { PredictsMargin = true }, parameter, WithWeight),
        "multi:softprob" => Read(new Softmax { Classes = 2 }, parameter, WithClasses),
        "multi:softmax" => Read(new Softmax { Classes = 2, NamesClass = true }, parameter, WithClasses),
        _ => throw new BuildException($"`{name}` is no objective that is known here", NearestName.Hint(name, Names)),
    };

    private static Logistic WithWeight(Logistic objective, double weight) => objective with { PositiveWeight = weight };

    private static Softmax WithClasses(Softmax objective, double classes) => objective with { Classes = (int)classes };

    private static T Read<T>(T objective, Func<string, string, double?> parameter, Func<T, double, T> with) where T : Objective =>
        objective.Parameter is { } known && parameter(known.Section, known.Key) is { } value ? with(objective, value) : objective;
}
