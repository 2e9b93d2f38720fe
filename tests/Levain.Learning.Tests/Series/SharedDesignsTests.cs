using Levain.Learning.Forecasting;

namespace Levain.Learning.Tests.Series;

public sealed class SharedDesignsTests
{
    [Fact]
    public void Series_of_the_same_dates_share_a_design_until_the_last_has_it()
    {
        TimeSeries[] series = [Weeks(10), Weeks(11), Weeks(10), Weeks(10, new(2024, 1, 8))];
        var made = 0;
        var designs = new SharedDesigns(series, history =>
        {
            made++;
            return new(new AdditiveForecaster(), history, 1);
        });

        Assert.Same(designs.Take(series[0]), designs.Take(series[2]));
        Assert.NotSame(designs.Take(series[1]), designs.Take(series[3]));
        Assert.Equal(3, made);
        // Nobody is expected any more: what comes all the same is made again.
        designs.Take(series[0]);
        Assert.Equal(4, made);
    }

    private static TimeSeries Weeks(int count, DateOnly? start = null) => new([], start ?? new(2024, 1, 1), TimeStep.Weeks(), [.. Enumerable.Range(0, count).Select(i => (double)i)]);
}
