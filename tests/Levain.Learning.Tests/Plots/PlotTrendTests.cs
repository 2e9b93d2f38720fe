namespace Levain.Learning.Tests.Plots;

public sealed class PlotTrendTests
{
    [Fact]
    public void The_straight_line_is_that_of_least_squares()
    {
        var line = PlotTrend.Straight("t", [new(1, 2), new(2, 3), new(double.NaN, 9), new(3, 7), new(4, double.PositiveInfinity)]);

        // By hand: slope 5 / 2, through (2, 4).
        Assert.Equal([1.0, 3.0], line.Points.Select(point => point.X));
        Assert.Equal(1.5, line.Points[0].Y, 1e-12);
        Assert.Equal(6.5, line.Points[1].Y, 1e-12);
    }

    [Theory]
    [InlineData(0, "there is no point")]
    [InlineData(1, "one point has no direction")]
    [InlineData(3, "all lie above one place")]
    public void What_has_no_straight_line_has_no_points(int count, string because) =>
        Assert.True(PlotTrend.Straight(because, [.. Enumerable.Range(0, count).Select(i => new PlotPoint(5, i))]).Points.Count == 0, because);

    [Fact]
    public void Numbers_whose_squares_are_too_large_still_have_a_line()
    {
        var line = PlotTrend.Straight("t", [new(-1e299, -2e299), new(1e299, 2e299)]);

        Assert.Equal(-2, line.Points[0].Y / 1e299, 1e-12);
        Assert.Equal(2, line.Points[1].Y / 1e299, 1e-12);
    }

    [Fact]
    public void Each_part_has_its_median_and_an_outlier_moves_none()
    {
        PlotPoint[] points = [.. Enumerable.Range(0, 10).Select(i => new PlotPoint(i, i == 2 ? 1e12 : i * 10))];

        Assert.Equal([new(2, 30), new(7, 70)], PlotTrend.Medians("t", points, parts: 2).Points);
    }

    [Fact]
    public void Points_at_one_place_stay_together()
    {
        PlotPoint[] points = [new(0, 1), new(0, 2), new(0, 3), new(1, 8)];

        Assert.Equal([new(0, 2), new(1, 8)], PlotTrend.Medians("t", points, parts: 4).Points);
    }

    [Fact]
    public void A_line_of_no_parts_is_refused() =>
        Assert.Contains("0 parts", Assert.Throws<BuildException>(() => PlotTrend.Medians("t", [], parts: 0)).Message, StringComparison.Ordinal);
}
