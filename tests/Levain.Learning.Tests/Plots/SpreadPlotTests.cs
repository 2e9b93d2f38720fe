using System.Xml.Linq;

namespace Levain.Learning.Tests.Plots;

/// <summary>Fans, spreads and boxes.</summary>
public sealed class SpreadPlotTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void A_fan_says_how_many_of_the_values_that_came_lie_in_a_band()
    {
        PlotLine actual = new("sold", [new(1, 10), new(2, 10), new(3, 10), new(4, double.NaN)]), forecast = new("forecast", [new(2, 9), new(3, 9), new(4, 9)]);

        var told = Drawing.Parsed(new FanPlot { Title = "t", X = new("week"), Y = new("units"), Actual = actual, Forecast = forecast, Bands = [new("80 % interval", [new(2, 8, 10), new(3, 8, 9.5), new(4, 8, 10)])] }).Root!.Element(Svg + "desc")!.Value;

        Assert.Contains(" 1 of 2 values that came lie in 80 % interval.", told, StringComparison.Ordinal);
    }

    [Fact]
    public void Groups_share_their_bins_and_each_is_a_whole()
    {
        var plot = DistributionPlot.Of("t", "x", [("few", [0.5, 1.5]), ("many", [.. Enumerable.Repeat(1.5, 98), 2.5, 2.5, double.NaN])], bins: 3);

        Assert.Equal([[new(0, 1, 1), new(1, 2, 1), new(2, 3, 0)], [new(0, 1, 0), new(1, 2, 98), new(2, 3, 2)]], plot.Groups.Select(group => group.Bins));
        Assert.Equal(1, plot.LeftOut);
    }

    [Fact]
    public void A_box_is_where_its_numbers_are()
    {
        var box = PlotBox.Of("b", [9, 2, 4, double.NaN, 100, 3, 1]);

        // numpy.percentile([1, 2, 3, 4, 9, 100], [25, 50, 75]) = 2.25, 3.5, 7.75; whiskers within 8.25 of them.
        Assert.Equal((1, 2.25, 3.5, 7.75, 9, 6), (box.Low, box.Lower, box.Median, box.Upper, box.High, box.Count));
        Assert.Equal([100.0], box.Outliers);
    }
}
