using Levain.Learning.Tuning;

namespace Levain.Learning;

/// <summary>Tunes a logistic regression: its penalties, as <c>L1</c> and <c>L2</c>, or as <c>C</c>, which is 1 / <c>L2</c>.</summary>
public sealed record TuneLogistic : TableTuning<LinearModel>
{
    /// <summary>What the space does not choose.</summary>
    public LogisticOptions Options { get; init; } = new();

    /// <summary>What is measured on the validation rows.</summary>
    public Metric Metric { get; init; } = Metric.LogLoss;

    protected override bool HigherIsBetter => Metric.HigherIsBetter;

    protected override Stage<Trial<LinearModel>> TrialOf(Suggestion at) => new TryLogistic { Tables = Tables, Options = at.Names.Aggregate(Options, (options, name) => Set(options, name, at)), Metric = Metric, Limits = Limits };

    private static LogisticOptions Set(LogisticOptions options, string name, Suggestion at) => name switch
    {
        nameof(options.L1) => options with { L1 = at.Number(name) },
        nameof(options.L2) => options with { L2 = at.Number(name) },
        "C" => options with { L2 = 1 / at.Number(name) },
        _ => throw new BuildException($"`{name}` is no option of logistic regression that can be tuned", NearestName.Hint(name, [nameof(options.L1), nameof(options.L2), "C"])),
    };
}
