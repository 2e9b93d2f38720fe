using System.Xml.Linq;

namespace Levain.Learning.Tests.Plots;

public sealed class GroupedBarPlotTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Theory]
    [InlineData(3, 2, 1, "`m` has 2 values")]
    [InlineData(2, 2, 13, "has 13 bars for each name, which nobody can read")]
    public void Bars_that_are_not_of_their_names_are_refused(int names, int values, int series, string told)
    {
        var plot = new GroupedBarPlot { Title = "t", Value = new("v"), Groups = [.. Enumerable.Repeat("n", names)], Series = [.. Enumerable.Repeat(new PlotBars("m", new double[values]), series)] };

        Assert.Contains(told, Assert.Throws<BuildException>(plot.ToSvg).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parts_below_zero_lie_on_the_other_side_and_the_sum_stands_at_the_end()
    {
        var svg = Drawing.Parsed(new GroupedBarPlot { Title = "t", Value = new("v"), Groups = ["g"], Series = [new("a", [30]), new("b", [-10]), new("c", [double.NaN]), new("d", [15])], IsStacked = true });

        double[] lefts = [.. svg.Descendants(Svg + "rect").Where(rect => (string?)rect.Attribute("height") == "16").Select(rect => (double)rect.Attribute("x")!)];
        Assert.Equal(3, lefts.Length);
        Assert.True(lefts[1] < lefts[0] && lefts[0] < lefts[2]);
        Assert.Contains(svg.Descendants(Svg + "text"), text => text.Value == "35");
    }
}
