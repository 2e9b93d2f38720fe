using System.Xml.Linq;

namespace Levain.Learning.Tests.Plots;

public sealed class BeeswarmPlotTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void A_swarm_says_which_way_high_values_push()
    {
        double[] feature = [1, 2, 3, 1000];

        var told = Drawing.Parsed(new BeeswarmPlot { Title = "t", X = new("SHAP"), Swarms = [new("up", [-1, 0, 1, 2]) { Feature = feature }, new("down", [2, 1, 0, -1]) { Feature = feature }, new("neither", [1, -1, -1, 1]) { Feature = feature }] }).Root!.Element(Svg + "desc")!.Value;

        Assert.Equal("Points of SHAP for 3 features. up: mean size 1, from \u22121 to 2, high values push up. down: mean size 1, from \u22121 to 2, high values push down. neither: mean size 1, from \u22121 to 1.", told);
    }

    [Fact]
    public void An_outlier_takes_the_colours_from_no_other_point()
    {
        var svg = Drawing.Parsed(new BeeswarmPlot { Title = "t", X = new("SHAP"), Swarms = [new("f", [1, 2, 3, 4]) { Feature = [1, 2, 1e9, double.NaN] }] });

        Assert.Equal(["dots r-none", "dots r0", "dots r4", "dots r8"], svg.Descendants(Svg + "path").Select(path => (string?)path.Attribute("class")).Where(style => style!.StartsWith("dots", StringComparison.Ordinal)));
    }

    [Fact]
    public void Of_a_swarm_too_large_the_ends_are_kept_and_a_note_says_so()
    {
        double[] values = [.. Enumerable.Range(0, 100_000).Select(i => i * 7919L % 100_003 / 100_003.0)];

        var svg = new BeeswarmPlot { Title = "t", X = new("SHAP"), Swarms = [new("f", [.. values, -1, 2]) { Feature = [.. values, 0, 1] }], MostMarks = 200 }.ToSvg();

        Assert.Equal(200, svg.Split("h0").Length - 1);
        Assert.Contains("200 marks stand for 100,002 points", svg, StringComparison.Ordinal);
        Assert.Contains("from \u22121 to 2", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void A_swarm_whose_feature_has_other_rows_is_refused() =>
        Assert.Contains("has 2 points and 1 values", Assert.Throws<BuildException>(new BeeswarmPlot { Title = "t", X = new("x"), Swarms = [new("f", [1, 2]) { Feature = [1] }] }.ToSvg).Message, StringComparison.Ordinal);
}
