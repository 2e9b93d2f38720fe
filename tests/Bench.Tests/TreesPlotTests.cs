using System.Xml.Linq;
using Levain.Bench.Trees;

namespace Levain.Bench.Tests;

public sealed class TreesPlotTests
{
    private static readonly TreesCurve Rows = new("rows", "28 columns", true, [new(1_000, 0.02, 0.1), new(32_000, 0.5, 1.1), new(1_000_000, 3.25, 9.5)]), Threads = new("threads", "100 rows", false, [new(1, 2, 4)]);

    [Fact]
    public void Every_point_of_both_sides_is_in_the_picture()
    {
        var picture = XDocument.Parse(TreesPlot.Of([Rows, Threads]));

        Assert.Equal(8, picture.Descendants().Count(element => element.Name.LocalName == "circle"));
        Assert.Contains(picture.Descendants(), element => element.Name.LocalName == "text" && element.Value == "3.25 s");
    }

    [Fact]
    public void Nothing_is_drawn_outside_of_its_panel()
    {
        var circles = XDocument.Parse(TreesPlot.Of([Rows, Threads])).Descendants().Where(element => element.Name.LocalName == "circle");

        Assert.All(circles, circle =>
        {
            Assert.InRange((double)circle.Attribute("cx")!, 0, 372);
            Assert.InRange((double)circle.Attribute("cy")!, 0, 196);
        });
    }
}
