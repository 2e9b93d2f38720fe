namespace Levain.Learning.Training;

/// <summary>Follows a validation set through training, and says when it gets no better.</summary>
internal sealed class Watch : IDisposable
{
    private const int PieceRows = 4096;

    private readonly TrainingSet validation;
    private readonly BoostingOptions options;
    private readonly Metric metric;
    private readonly Crew crew;
    private readonly BinnedMatrix matrix;
    private readonly float[] margins, predictions;
    private int round = -1;

    public Watch(TrainingSet validation, IReadOnlyList<Feature> features, ColumnProfile[] profiles, BoostingOptions options, float margin, Crew crew)
    {
        (this.validation, this.options, this.crew) = (validation, options, crew);
        metric = options.Metric ?? Metric.DefaultFor(options.Objective);
        matrix = Binner.Bin(validation.Features.Arrange(features, "the validation set"), profiles, crew);
        margins = new float[(long)validation.RowCount * options.Objective.OutputCount];
        predictions = new float[margins.Length];
        margins.AsSpan().Fill(margin);
    }

    /// <summary>The round with the best metric so far, from 0 on.</summary>
    public int BestRound { get; private set; } = -1;

    /// <summary>That metric.</summary>
    public double Best { get; private set; } = double.NaN;

    public bool IsOver => options.Patience > 0 && round - BestRound >= options.Patience;

    public void Add(GrownTree grown, Tree tree, int output)
    {
        var outputs = options.Objective.OutputCount;
        crew.RunPieces(validation.RowCount, PieceRows, (start, count, _) =>
        {
            for (var row = start; row < start + count; row++) margins[((long)row * outputs) + output] += tree.Nodes[grown.LeafOf(matrix, row).Index].Value;
        });
    }

    public double Measure(int round)
    {
        this.round = round;
        options.Objective.Predict(margins, predictions);
        var value = metric.Of(predictions, validation.Labels, validation.Weights);
        if (BestRound < 0 || double.IsNaN(Best) || (metric.HigherIsBetter ? value > Best : value < Best)) (BestRound, Best) = (round, value);
        return value;
    }

    public void Dispose() => matrix.Dispose();
}
