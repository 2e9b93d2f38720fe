using Levain.Learning.Reports;

namespace Levain.Learning;

/// <summary>Judges a model by rows that it never saw: its metrics with intervals, a page with its curves, a card, and its predictions.</summary>
/// <remarks>Every metric is reported as a number of the stage, so that gates can hold it. What the stage makes is a folder; each file of it is an artifact of its own.</remarks>
public abstract record EvaluateModel<TModel> : Stage<Evaluation> where TModel : IArtifact<TModel>
{
    private protected EvaluateModel()
    {
    }

    public required Artifact<TModel> Model { get; init; }

    /// <summary>How rows become features; null for the columns that the model names.</summary>
    public Artifact<FittedFeatures>? Features { get; init; }

    /// <summary>What the model is judged by.</summary>
    public required Artifact<TestTable> Test { get; init; }

    /// <summary>What the model learned from, to compare with; null says nothing of it.</summary>
    public Artifact<Table>? Training { get; init; }

    /// <summary>What was watched while learning, to compare with; null says nothing of it.</summary>
    public Artifact<Table>? Validation { get; init; }

    /// <summary>The column of what is to be predicted.</summary>
    public required string Target { get; init; }

    /// <summary>The column of how much each row counts; null for 1 each.</summary>
    public string? Weight { get; init; }

    /// <summary>Columns by whose values the rows are measured apart, such as a team or a country; they need not be features.</summary>
    public IReadOnlyList<string> Slices { get; init; } = [];

    /// <summary>What is measured; none for what fits the kind of the model. A metric that is named here and has no value stops the stage.</summary>
    public IReadOnlyList<Metric> Measures { get; init; } = [];

    /// <summary>The study that the model is the best of, for the page and the card; null says nothing of it.</summary>
    public TuningStudy? Tuning { get; init; }

    /// <summary>What people should know of the model, in Markdown: what it is for, what its data are, where it ends.</summary>
    public Artifact<Text>? About { get; init; }

    /// <summary>What the page is called; null for the name of the target.</summary>
    public string? Title { get; init; }

    /// <summary>Which draws make the intervals.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>How many draws make an interval; null for 1000, and fewer where there are very many rows.</summary>
    public int? Draws { get; init => field = value is null or >= 1 and <= 100_000 ? value : throw new BuildException($"an interval cannot be made of {value} draws", "1000 is usual"); }

    /// <summary>The page: one HTML file with everything in it.</summary>
    public Artifact<Text> Page => Part<Text>(Evaluation.PageFile);

    /// <summary>The model card, in Markdown.</summary>
    public Artifact<Text> Card => Part<Text>(Evaluation.CardFile);

    /// <summary>The metrics, as JSON.</summary>
    public Artifact<Text> Metrics => Part<Text>(Evaluation.MetricsFile);

    /// <summary>The test rows that the model saw, with what it predicted of them and what came.</summary>
    public Artifact<Table> Predictions => Part<Table>(Evaluation.PredictionsFile);

    private protected abstract JudgedModel Judged(TModel model);

    protected sealed override async Task<Evaluation> RunAsync(StageContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var model = Judged(await context.ReadAsync(Model).ConfigureAwait(false));
        var features = Features is null ? null : await context.ReadAsync(Features).ConfigureAwait(false);
        var splits = new SplitReading(model, features, Target, Weight, context.Threads);
        var test = splits.Read("test", (await context.ReadAsync(Test).ConfigureAwait(false)).Rows, Slices);
        var others = new List<JudgedSplit>();
        if (Training is not null) others.Add(splits.Read("training", await context.ReadAsync(Training).ConfigureAwait(false), []));
        if (Validation is not null) others.Add(splits.Read("validation", await context.ReadAsync(Validation).ConfigureAwait(false), []));
        var about = About is null ? null : (await context.ReadAsync(About).ConfigureAwait(false)).Value;

        var measuring = new Measuring(model, Measures, Seed, Draws, context.Threads);
        var judgement = new Judgement
        {
            Title = Title ?? $"Prediction of {Target}",
            Target = Target,
            Weight = Weight,
            About = about,
            Tuning = Tuning is null ? null : new StudyPlots(Tuning.Space, await context.ReadAsync(Tuning.Study).ConfigureAwait(false), Tuning.HigherIsBetter),
            Model = model,
            Test = measuring.Of(test, hasIntervals: true),
            Others = [.. others.Select(split => measuring.Of(split, hasIntervals: false))],
            Slices = [.. Slices.Select(column => new SliceMeasuring(measuring, test).Of(column))],
            Seed = Seed,
            Draws = measuring.Draws(test),
            Threads = context.Threads,
        };
        foreach (var metric in judgement.Test.Metrics)
            if (metric.Value is { } value) context.Metric(metric.Name, value);
        return new(MetricsJson.Of(judgement), ReportBody.Of(judgement), ModelCard.Of(judgement), splits.Predictions(test));
    }

    private Artifact<T> Part<T>(string file) where T : IArtifact<T>
    {
        Artifact<Evaluation> whole = this;
        return whole.Part<T>(file);
    }
}
