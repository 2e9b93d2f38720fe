using Levain.Learning;
using Levain.Numerics;

namespace Levain.Drawing;

/// <summary>The rows whose predictions lie in one part of the probabilities.</summary>
internal sealed record CalibrationBin(double Predicted, double Share, long Rows)
{
    // The quantile of the normal distribution that leaves 2.5 % on either side.
    private const double Normal = 1.959963984540054;

    /// <summary>Wilson's interval: it never leaves 0 to 1, and has a width even where all rows are of one class.</summary>
    public PlotRange Interval
    {
        get
        {
            var square = Normal * Normal / Rows;
            var middle = (Share + square / 2) / (1 + square);
            var half = Normal / (1 + square) * Math.Sqrt(Share * (1 - Share) / Rows + square / (4 * Rows));
            return new(Predicted, Math.Max(0, middle - half), Math.Min(1, middle + half));
        }
    }

    public static IReadOnlyList<CalibrationBin> Of(string name, ReadOnlySpan<float> predictions, ReadOnlySpan<float> labels, int bins)
    {
        var (sums, positives, counts) = (new ExactSum[bins], new long[bins], new long[bins]);
        for (var i = 0; i < bins; i++) sums[i] = new();
        for (var i = 0; i < predictions.Length; i++)
        {
            if (predictions[i] is not (>= 0 and <= 1)) throw new BuildException($"calibration `{name}` has a prediction in row {i + 1} that is no probability", "give probabilities from 0 to 1: margins become some by the sigmoid");
            var bin = Math.Min((int)((double)predictions[i] * bins), bins - 1);
            sums[bin].Add(predictions[i]);
            counts[bin]++;
            if (labels[i] == 1f) positives[bin]++;
        }

        return [.. Enumerable.Range(0, bins).Where(bin => counts[bin] > 0).Select(bin => new CalibrationBin(sums[bin].Value / counts[bin], (double)positives[bin] / counts[bin], counts[bin]))];
    }
}
