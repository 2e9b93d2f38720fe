using Levain.Learning.Tuning;

namespace Levain.Learning;

/// <summary>Looks for the parameters with which a model becomes best. Each trial is a stage of its own: kept, run beside others, and not run again by a study that was interrupted or goes on.</summary>
/// <remarks>
/// A trial knows those that lie at least <see cref="AtOnce"/> before it, and no others, whoever was faster: the study is the same with any number of jobs.
/// It does not know how many will come either: one more trial costs one run.
/// </remarks>
/// <example><code>
/// public sealed record TuneForecast : TuningStage&lt;ForecastModel&gt;
/// {
///     public required Artifact&lt;Table&gt; Sales { get; init; }
///
///     protected override bool HigherIsBetter => false;
///
///     protected override Stage&lt;Trial&lt;ForecastModel&gt;&gt; TrialOf(Suggestion at) =>
///         new TryForecast { Sales = Sales, Order = at.Whole("yearly_order"), Prior = at.Number("prior_scale"), Bounds = at.Bounds };
/// }
/// </code></example>
public abstract record TuningStage<TModel> : Stage<Tuned<TModel>> where TModel : IArtifact<TModel>
{
    /// <summary>What may be chosen.</summary>
    public required SearchSpace Space { get; init; }

    /// <summary>How many trials there are.</summary>
    public int Trials { get; init => field = AtLeastOne(value, nameof(Trials)); } = 50;

    /// <summary>How the next one is chosen.</summary>
    public Sampler Sampler { get; init; } = new TpeSampler();

    /// <summary>When one stops before its end; null for never.</summary>
    public Pruner? Pruner { get; init; }

    /// <summary>How many trials may run beside each other. It decides what each of them knows, and so is part of the study; how many really do is for the jobs to say.</summary>
    public int AtOnce { get; init => field = AtLeastOne(value, nameof(AtOnce)); } = 4;

    public required ulong Seed { get; init; }

    /// <summary>The model of the best trial.</summary>
    public Artifact<TModel> Best => Whole.Part<TModel>(Tuned<TModel>.ModelFile);

    /// <summary>The parameters of the best trial, as JSON.</summary>
    public Artifact<Text> BestParameters => Whole.Part<Text>(Tuned<TModel>.ParametersFile);

    /// <summary>A row for each trial: its number, how it ended, its score, after how many steps, and its parameters.</summary>
    public Artifact<Table> Study => Whole.Part<Table>(Tuned<TModel>.StudyFile);

    /// <summary>What each trial measured at each step.</summary>
    public Artifact<Table> Curves => Whole.Part<Table>(Tuned<TModel>.CurvesFile);

    /// <summary>The study as an evaluation of the best model shows it.</summary>
    public TuningStudy Tuning => new() { Study = Study, Space = Space, HigherIsBetter = HigherIsBetter };

    private Artifact<Tuned<TModel>> Whole => this;

    /// <summary>Whether the best score is the highest.</summary>
    protected abstract bool HigherIsBetter { get; }

    /// <summary>The stage that tries some parameters, usually a <see cref="TrialStage{TModel}"/>; a <see cref="BuildException"/> here is a failed trial.</summary>
    protected abstract Stage<Trial<TModel>> TrialOf(Suggestion at);

    protected sealed override async Task<Tuned<TModel>> RunAsync(StageContext context)
    {
        var study = new Study<TModel>(this, HigherIsBetter, TrialOf, context);
        await study.RunAsync().ConfigureAwait(false);
        return await study.FinishAsync().ConfigureAwait(false);
    }

    private static int AtLeastOne(int value, string name) => value >= 1 ? value : throw new BuildException($"`{name}` is {value}, and must be at least 1");
}
