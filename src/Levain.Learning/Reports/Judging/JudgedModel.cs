using Levain.Learning.Objectives;

namespace Levain.Learning.Reports;

/// <summary>A model of any kind, as an evaluation sees it.</summary>
internal abstract class JudgedModel(Objective objective)
{
    public Objective Objective { get; } = objective;

    public ReportTask Task => Objective switch
    {
        Softmax => ReportTask.Classes,
        Logistic { Labels: LogisticLabels.Classes } => ReportTask.Binary,
        _ => ReportTask.Amount,
    };

    public abstract IReadOnlyList<Feature> Features { get; }

    /// <summary>What it is, in a few words, such as <c>120 boosted trees</c>.</summary>
    public abstract string Kind { get; }

    /// <summary>What a row is predicted as: an amount, or probabilities.</summary>
    public abstract float[] Predict(FeatureMatrix rows, int threads);

    /// <summary>Why it predicts what it does, and how it came to.</summary>
    public abstract IEnumerable<ReportSection> Sections(Judgement judgement);
}
