using Levain.Learning.Encoders;

namespace Levain.Learning;

/// <summary>How raw rows become the features of a model: declared once, fitted on training rows, then the same for training, batches and single rows.</summary>
/// <example><code>
/// new FeaturePipeline(
///     new ScaleEncoder("Period", "Shot Distance"),
///     new FrequencyEncoder("Action Type"),
///     new OneHotEncoder("Shot Type") { Name = "ShotType_{value}" },
///     new NumberEncoder(Input.Date("Game Date", DatePart.Year, "Year")))
/// </code></example>
/// <param name="Encoders">Features stand in their order.</param>
public sealed record FeaturePipeline(params IReadOnlyList<Encoder> Encoders)
{
    /// <summary>How features are named.</summary>
    public NameStyle Names { get; init; }

    /// <summary>Learns from these rows what the encoders need to know.</summary>
    /// <param name="threads">They make it faster, and change nothing.</param>
    public FittedFeatures Fit(Table training, int threads = 1)
    {
        ArgumentNullException.ThrowIfNull(training);
        if (Encoders.Count == 0) throw new BuildException("the feature pipeline has no encoders", "give it at least one, such as `new NumberEncoder(\"distance\")`");
        if (training.RowCount == 0) throw new BuildException("there are no training rows to fit features on", "look at what the table is made of: nothing can be learned from an empty one");

        var rows = new FittingRows(training, RawFields.Of(training, Encoders.SelectMany(encoder => encoder.Columns)), Names);
        FittingPart[] parts = [.. Encoders.SelectMany(encoder => encoder.Parts(rows))];
        // What can be known before is said before any row is looked at.
        FeatureNames.Check(parts.SelectMany(part => part.Names.Select(name => (name, part.Column))));
        var fitted = new FittedEncoder[parts.Length];
        Work.Each(parts.Length, threads, part => fitted[part] = parts[part].Fit());
        return new(rows.Fields, fitted);
    }
}
