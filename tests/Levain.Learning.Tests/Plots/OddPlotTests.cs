using FsCheck;
using FsCheck.Fluent;

namespace Levain.Learning.Tests.Plots;

/// <summary>Numbers, names and sizes that nobody draws on purpose.</summary>
public sealed class OddPlotTests
{
    private static readonly double[] Odd = [0, 1, -1, 1, 0.1, 1e-320, -1e-300, 1e299, -1e299, double.MaxValue, double.MinValue, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1e15, 1e15 + 1, 12345.678, 738_000, double.Epsilon];

    [Fact]
    public void Whatever_the_numbers_a_plot_is_well_formed_and_has_only_numbers() => Check.QuickThrowOnFailure(Prop.ForAll(Numbers(), numbers =>
    {
        PlotPoint[] points = [.. numbers.Zip(numbers.Reverse(), (x, y) => new PlotPoint(x, y))];
        foreach (var kind in Enum.GetValues<PlotAxisKind>())
        {
            var axis = new PlotAxis("x \u0001 <&>\"'\ud800 \uffff") { Kind = kind };
            PlotAxis fixedAxis = new("y") { Kind = kind, From = numbers.FirstOrDefault(), To = numbers.LastOrDefault() };
            Drawing.AssertDrawn(new LinePlot { Title = "<t>", X = axis, Y = fixedAxis, Lines = [new("&", points) { Band = new("b", [.. points.Select(point => new PlotRange(point.X, point.Y, point.Y + 1))]) }] });
            Drawing.AssertDrawn(new LinePlot { Title = "<t>", X = fixedAxis, Y = axis, Lines = [new("&", points)] });
            Drawing.AssertDrawn(new ScatterPlot { Title = "<t>", X = axis, Y = axis, Groups = [new("g", points), new("h", points)] });
            Drawing.AssertDrawn(new BarPlot { Title = "<t>", Value = fixedAxis, Bars = [.. points.Select(point => new PlotBar("b]]>", point.X) { Interval = (point.X, point.Y) })] });
            PlotColumn column = new(axis, numbers), other = new(fixedAxis, [.. numbers.Reverse()]), named = new(new("n"), numbers) { Names = ["zero", "<one>"] };
            Drawing.AssertDrawn(new ParallelPlot { Title = "<t>", Columns = [column, named, other], Colour = points.Length % 2 == 0 ? other : column, HigherIsBetter = points.Length % 3 == 0 });
            Drawing.AssertDrawn(new ParallelPlot { Title = "<t>", Columns = [other], Colour = named });
            Drawing.AssertDrawn(new FanPlot { Title = "<t>", X = axis, Y = fixedAxis, Actual = new("a", points), Forecast = new("f", points), Bands = [new("b", [.. points.Select(point => new PlotRange(point.X, point.Y - 1, point.Y))])], Cutoff = numbers.FirstOrDefault() });
            Drawing.AssertDrawn(new BoxPlot { Title = "<t>", X = axis, Boxes = [PlotBox.Of("&", numbers), .. points.Select(point => new PlotBox("any", point.X, point.Y, point.X, point.Y, point.X) { Outliers = numbers })] });
            foreach (var asShares in (bool[])[false, true]) Drawing.AssertDrawn(new DistributionPlot { Title = "<t>", X = axis, Groups = [new("g", [.. points.Select(point => new PlotBin(point.X, point.Y, point.X))]), new("h", [])], AsShares = asShares });
            Drawing.AssertDrawn(new ScatterPlot { Title = "<t>", X = axis, Y = fixedAxis, Groups = [new("g", points)], Trends = [PlotTrend.Straight("s", points), PlotTrend.Medians("m", points)] });
            Drawing.AssertDrawn(new HistogramPlot { Title = "<t>", X = fixedAxis, Bins = [.. points.Select(point => new PlotBin(point.X, point.Y, point.X))] });
        }

        Drawing.AssertDrawn(new BeeswarmPlot { Title = "<t>", X = new("x"), Swarms = [new("s", numbers) { Feature = [.. numbers.Reverse()] }, new("\u202e", numbers)] });
        foreach (var isStacked in (bool[])[false, true]) Drawing.AssertDrawn(new GroupedBarPlot { Title = "<t>", Value = new("v"), Groups = [.. numbers.Select(_ => "&")], Series = [new("s", numbers) { Intervals = [.. points.Select(point => ((double, double)?)(point.X, point.Y))] }, new("r", [.. numbers.Reverse()])], IsStacked = isStacked });
        Drawing.AssertDrawn(HistogramPlot.Of("h", "x", numbers));
        Drawing.AssertDrawn(DistributionPlot.Of("h", "x", [("a", numbers), ("b", [.. numbers.Skip(numbers.Length / 2)])]));
        Drawing.AssertDrawn(new HeatMap { Title = "m", RowLabel = "r", ColumnLabel = "c", Rows = ["one", "two"], Columns = [.. numbers.Select(_ => "<c>")], Values = [numbers, [.. numbers.Reverse()]], ByRow = numbers.Length % 2 == 0 });
    }));

    [Theory]
    [InlineData("", "it is empty")]
    [InlineData("</title><script>alert(1)</script>", "it is markup")]
    [InlineData("]]> & &amp; \"'", "it has what XML means something by")]
    [InlineData("מרחק מהשער (مسافة) 12%", "it is written from right to left")]
    [InlineData("距離👩‍👩‍👧e\u0301\ud800", "its letters are wide, several in one, or half")]
    [InlineData("a\tb\r\nc\0\u001b[31m\u0085", "it has more than one line, and control characters")]
    public void Whatever_the_names_a_plot_shows_them_and_nothing_else(string name, string because)
    {
        var (axis, column) = (new PlotAxis(name), PlotColumn.Named(name, [name, null, name + name]));
        Plot[] plots =
        [
            new ParallelPlot { Title = name, Columns = [column, column], Colour = column, HigherIsBetter = true },
            new BeeswarmPlot { Title = name, X = axis, Swarms = [new(name, [1, 2]) { Feature = [1, 2] }], FeatureLabel = name },
            new FanPlot { Title = name, X = axis, Y = axis, Actual = new(name, [new(1, 2)]), Forecast = new(name, [new(2, 3)]), Bands = [new(name, [new(1, 1, 2)])] },
            new BoxPlot { Title = name, X = axis, Boxes = [PlotBox.Of(name, [1, 2, 9])] },
            new GroupedBarPlot { Title = name, Value = axis, Groups = [name], Series = [new(name, [1])] },
            DistributionPlot.Of(name, name, [(name, [1, 2])]),
            new ScatterPlot { Title = name, Summary = name, X = axis, Y = axis, Groups = [new(name, [new(1, 1)])], Trends = [PlotTrend.Medians(name, [new(1, 1)])] },
        ];

        foreach (var plot in plots)
        {
            Drawing.AssertDrawn(plot);
            Assert.True(Drawing.Parsed(plot).Descendants().All(element => element.Name.LocalName is "svg" or "title" or "desc" or "style" or "rect" or "text" or "path" or "g"), because);
        }
    }

    [Fact]
    public void Very_many_points_make_a_picture_of_some_hundred_kilobytes()
    {
        double[] numbers = [.. Enumerable.Range(0, 100_000).Select(i => i * 7919L % 100_003 / 1e5)], others = [.. Enumerable.Range(0, 100_000).Select(i => i * 104_729L % 100_003 / 1e5)];
        PlotPoint[] points = [.. numbers.Zip(others, (x, y) => new PlotPoint(x, y))];
        PlotColumn column = new(new("a"), numbers), other = new(new("b"), others);

        Plot[] plots =
        [
            new ParallelPlot { Title = "t", Columns = [column, other, column], Colour = other },
            new BeeswarmPlot { Title = "t", X = new("x"), Swarms = [.. Enumerable.Range(0, 20).Select(i => new PlotSwarm($"f{i}", numbers) { Feature = others })] },
            new BoxPlot { Title = "t", X = new("x"), Boxes = [PlotBox.Of("b", [.. numbers, .. numbers.Select(number => number + 5), .. Enumerable.Repeat(0.5, 900_000)])] },
            new ScatterPlot { Title = "t", X = new("x"), Y = new("y"), Groups = [new("g", points)], Trends = [PlotTrend.Straight("s", points), PlotTrend.Medians("m", points)] },
            new FanPlot { Title = "t", X = new("x"), Y = new("y"), Actual = new("a", [.. numbers.Select((y, x) => new PlotPoint(x, y))]), Forecast = new("f", points[..10]) },
        ];

        Assert.All(plots, plot => Assert.InRange(plot.ToSvg().Length, 3000, 300_000));
    }

    [Theory]
    [InlineData(-1e299, -1e299, "the bounds are one number, and huge")]
    [InlineData(5.0, 3.0, "the bounds are the wrong way round")]
    [InlineData(double.NaN, double.PositiveInfinity, "the bounds are none")]
    [InlineData(0.0, 0.0, "a logarithmic axis has no zero")]
    public void Bounds_that_make_no_axis_still_make_a_plot(double from, double to, string because)
    {
        foreach (var kind in Enum.GetValues<PlotAxisKind>())
        {
            var axis = new PlotAxis(because) { Kind = kind, From = from, To = to };
            Drawing.AssertDrawn(new LinePlot { Title = because, X = axis, Y = axis, Lines = [new("l", [new(1, 1), new(2, 3)]) { Band = new("b", [new(1, 0.5, 2)]) }] });
            Drawing.AssertDrawn(new LinePlot { Title = because, X = axis, Y = axis, Lines = [new("l", [])] });
        }
    }

    [Fact]
    public void A_name_cannot_turn_the_letters_behind_it()
    {
        var svg = new LinePlot { Title = "t", X = new("x"), Y = new("y"), Lines = [new("\u202e\u05e9\u05dc\u05d5\u05dd\u2066", [new(1, 1)])] }.ToSvg();

        Assert.Contains(">\u2068\ufffd\u05e9\u05dc\u05d5\u05dd\ufffd\u2069<", svg, StringComparison.Ordinal);
    }

    private static Arbitrary<double[]> Numbers() => Gen.OneOf(
        Gen.Elements(Odd),
        Gen.Choose(-1000, 1000).Select(whole => whole / 8.0),
        Gen.Choose(1, 1_000_000).Select(whole => (double)whole)).ArrayOf().ToArbitrary();
}
