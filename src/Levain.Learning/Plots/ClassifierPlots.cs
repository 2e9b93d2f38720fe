using Levain.Drawing;
using Levain.Learning.Metrics;

namespace Levain.Learning;

/// <summary>The plots by which a classifier of two classes is judged; each takes the curves of several models.</summary>
public static class ClassifierPlots
{
    /// <summary>How many of the true are found against how many of the false are taken with them.</summary>
    public static LinePlot Roc(string title, params IReadOnlyList<PlotLine> curves) => new()
    {
        Title = title,
        X = PlotAxis.Share("share of the negatives taken (false positive rate)"),
        Y = PlotAxis.Share("share of the positives found (true positive rate)"),
        Lines = curves,
        References = [new("chance", [new(0, 0), new(1, 1)])],
        Width = 520,
        PanelHeight = 400,
    };

    /// <summary>How many of those taken are true, against how many of the true are found.</summary>
    public static LinePlot Precision(string title, params IReadOnlyList<PlotLine> curves) => new()
    {
        Title = title,
        X = PlotAxis.Share("share of the positives found (recall)"),
        Y = PlotAxis.Share("share of those taken that are positive (precision)"),
        Lines = curves,
        Width = 520,
        PanelHeight = 400,
    };

    /// <summary>How often it happened against how often it was said to happen.</summary>
    public static LinePlot Calibration(string title, params IReadOnlyList<PlotLine> curves) => new()
    {
        Title = title,
        X = PlotAxis.Share("predicted probability"),
        Y = PlotAxis.Share("share that is positive"),
        Lines = curves,
        References = [new("perfect", [new(0, 0), new(1, 1)])],
        Width = 520,
        PanelHeight = 400,
    };

    /// <summary>A line for <see cref="Roc"/>; without points when all rows are of one class. It has at most some thousand points, and none is farther than 0.001 from the true curve.</summary>
    public static PlotLine RocLine(string name, ReadOnlySpan<float> predictions, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights = default)
    {
        var ranked = RankedSteps.Of(name, predictions, labels, weights);
        if (!(ranked.Positives > 0) || !(ranked.Negatives > 0)) return new(name, []);
        var points = new ThinPoints(new(0, 0));
        foreach (var (positives, negatives) in ranked.Steps) points.Add(new(negatives / ranked.Negatives, positives / ranked.Positives));
        return new(name, points.All());
    }

    /// <summary>A line for <see cref="Precision"/>; without points when no row is positive.</summary>
    public static PlotLine PrecisionLine(string name, ReadOnlySpan<float> predictions, ReadOnlySpan<float> labels, ReadOnlySpan<float> weights = default)
    {
        var ranked = RankedSteps.Of(name, predictions, labels, weights);
        if (!(ranked.Positives > 0)) return new(name, []);
        ThinPoints? points = null;
        foreach (var (positives, negatives) in ranked.Steps)
        {
            if (!(positives + negatives > 0)) continue;
            var precision = positives / (positives + negatives);
            // Before anything is found there is nothing to be right about: the curve begins as high as its first step ends.
            points ??= new(new(0, precision));
            points.Add(new(positives / ranked.Positives, precision));
        }

        return new(name, points?.All() ?? []);
    }

    /// <summary>A line for <see cref="Calibration"/>: the mean prediction and the share of positives for each of <paramref name="bins"/> equal parts of the probabilities that has rows, with Wilson's 95 % interval.</summary>
    public static PlotLine CalibrationLine(string name, ReadOnlySpan<float> predictions, ReadOnlySpan<float> labels, int bins = 10)
    {
        RankedSteps.Check(name, predictions, labels, []);
        if (bins is < 1 or > 100) throw new BuildException($"calibration `{name}` cannot have {bins} bins", "1 to 100 can be read");
        var found = CalibrationBin.Of(name, predictions, labels, bins);
        return new(name, [.. found.Select(bin => new PlotPoint(bin.Predicted, bin.Share))]) { Band = new("95 % interval", [.. found.Select(bin => bin.Interval)]) };
    }
}
