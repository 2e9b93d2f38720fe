namespace Levain.Learning.Tests.Plots;

public sealed class ClassifierPlotsTests
{
    [Fact]
    public void The_line_goes_through_what_a_count_by_hand_finds()
    {
        var line = ClassifierPlots.RocLine("m", [0.9f, 0.8f, 0.8f, 0.3f, 0.1f], [1, 1, 0, 0, 1]);

        Assert.Equal([new(0, 0), new(0, 1 / 3.0), new(0.5, 2 / 3.0), new(1, 2 / 3.0), new(1, 1)], line.Points);
    }

    [Fact]
    public void Precision_goes_through_what_a_count_by_hand_finds()
    {
        var line = ClassifierPlots.PrecisionLine("m", [0.9f, 0.8f, 0.8f, 0.3f, 0.1f], [1, 1, 0, 0, 1]);

        Assert.Equal([new(0, 1), new(1 / 3.0, 1), new(2 / 3.0, 2 / 3.0), new(2 / 3.0, 0.5), new(1, 0.6)], line.Points);
    }

    [Fact]
    public void A_thinned_line_has_the_area_of_all_its_rows()
    {
        var (predictions, labels) = Gallery.Rows(50_000);
        var jittered = predictions.Select((value, i) => value + i * 1e-7f).ToArray();

        var points = ClassifierPlots.RocLine("m", jittered, labels).Points;

        Assert.InRange(points.Count, 100, 3000);
        var area = points.Zip(points.Skip(1), (left, right) => (right.X - left.X) * (left.Y + right.Y) / 2).Sum();
        Assert.Equal(Pairs(jittered, labels), area, 0.001);
    }

    [Fact]
    public void Rows_of_one_class_have_no_curve()
    {
        Assert.Empty(ClassifierPlots.RocLine("m", [0.1f, 0.2f], [1, 1]).Points);
        Assert.Empty(ClassifierPlots.PrecisionLine("m", [0.1f, 0.2f], [0, 0]).Points);
        Assert.Empty(ClassifierPlots.CalibrationLine("m", [], []).Points);
    }

    [Fact]
    public void Calibration_tells_the_mean_the_share_and_wilsons_interval()
    {
        var line = ClassifierPlots.CalibrationLine("m", [0.125f, 0.375f, 1f, 0.75f], [0, 1, 1, 1], bins: 2);

        Assert.Equal([new(0.25, 0.5), new(0.875, 1)], line.Points);
        // Of scipy: binomtest(1, 2).proportion_ci(method="wilson") and binomtest(2, 2).
        Assert.Equal(0.09453120573423074, line.Band!.Ranges[0].Low, 1e-12);
        Assert.Equal(0.9054687942657693, line.Band.Ranges[0].High, 1e-12);
        Assert.Equal(0.34238022750665303, line.Band.Ranges[1].Low, 1e-12);
        Assert.Equal(1, line.Band.Ranges[1].High, 1e-12);
    }

    [Theory]
    [InlineData(float.NaN, 1f, "not finite", "no ranking has a place for it")]
    [InlineData(0.5f, 2f, "the label 2", "there are two classes")]
    public void What_cannot_be_ranked_is_refused_with_its_row(float prediction, float label, string told, string because)
    {
        var thrown = Assert.Throws<BuildException>(() => ClassifierPlots.RocLine(because, [0.5f, prediction], [0f, label]));

        Assert.Contains(told, thrown.Message, StringComparison.Ordinal);
        Assert.Contains("row 2", thrown.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_prediction_beyond_one_has_no_calibration() =>
        Assert.Contains("no probability", Assert.Throws<BuildException>(() => ClassifierPlots.CalibrationLine("m", [1.5f], [1])).Message, StringComparison.Ordinal);

    // The area by its meaning: how often a positive is above a negative.
    private static double Pairs(float[] predictions, float[] labels)
    {
        var negatives = predictions.Where((_, i) => labels[i] == 0).Order().ToArray();
        var (sum, positives) = (0.0, 0);
        for (var i = 0; i < predictions.Length; i++)
        {
            if (labels[i] == 0) continue;
            positives++;
            sum += (Below(negatives, predictions[i], orEqual: false) + Below(negatives, predictions[i], orEqual: true)) / 2.0;
        }

        return sum / ((double)positives * negatives.Length);
    }

    private static int Below(float[] sorted, float value, bool orEqual)
    {
        var (low, high) = (0, sorted.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (sorted[middle] < value || (orEqual && sorted[middle] == value)) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
