using System.Globalization;
using System.Xml.Linq;
using FsCheck;
using FsCheck.Fluent;
using Levain.Testing;

namespace Levain.Learning.Tests.Plots;

public sealed class PlotTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private static readonly double[] Odd = [0, 1, -1, 1, 0.1, 1e-320, -1e-300, 1e299, -1e299, double.MaxValue, double.MinValue, double.NaN, double.PositiveInfinity, double.NegativeInfinity, 1e15, 1e15 + 1, 12345.678, 738_000, double.Epsilon];

    [Fact]
    public void A_history_is_a_line_for_each_split() => Verified.Text(Gallery.History.ToSvg());

    [Fact]
    public void A_forecast_has_dates_gaps_and_a_band() => Verified.Text(Gallery.Forecast.ToSvg());

    [Fact]
    public void Both_axes_may_be_logarithmic() => Verified.Text(Gallery.Scaling.ToSvg());

    [Fact]
    public void Groups_of_points_have_marks_of_their_own() => Verified.Text(Gallery.Residuals.ToSvg());

    [Fact]
    public void Importance_is_bars_with_intervals() => Verified.Text(Gallery.Importance.ToSvg());

    [Fact]
    public void A_histogram_has_round_bounds() => Verified.Text(Gallery.Histogram.ToSvg());

    [Fact]
    public void A_confusion_is_coloured_by_the_share_of_its_row() => Verified.Text(Gallery.Confusion.ToSvg());

    [Fact]
    public void Below_zero_has_another_colour_and_no_number_is_an_empty_cell() => Verified.Text(Gallery.Correlation.ToSvg());

    [Fact]
    public void A_calibration_has_its_interval_and_the_diagonal() => Verified.Text(Gallery.Calibration.ToSvg());

    [Fact]
    public void Nothing_is_said_to_be_nothing() => Verified.Text(Gallery.Empty.ToSvg());

    [Fact]
    public void Points_that_are_no_sequence_have_marks_and_no_line()
    {
        PlotLine points = new("rejected", [new(1, 1), new(2, 3), new(9, 2)]) { IsJoined = false };
        LinePlot plot = new() { Title = "a", X = new("x"), Y = new("y"), Lines = [points] };

        static int Count(LinePlot plot, string style) => Parsed(plot).Descendants(Svg + "path").Count(path => ((string?)path.Attribute("class"))!.StartsWith(style, StringComparison.Ordinal));
        Assert.Equal((0, 2), (Count(plot, "line"), Count(plot, "mark")));
        var joined = plot with { Lines = [points with { IsJoined = true }] };
        Assert.Equal((2, 2), (Count(joined, "line"), Count(joined, "mark")));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Every_plot_has_a_name_and_a_description_that_readers_aloud_find(string name)
    {
        var svg = Parsed(Plot(name)).Root!;

        Assert.Equal("img", (string?)svg.Attribute("role"));
        string[] ids = [.. ((string?)svg.Attribute("aria-labelledby"))!.Split(' ')];
        Assert.Equal([Svg + "title", Svg + "desc"], ids.Select(id => svg.Elements().Single(element => (string?)element.Attribute("id") == id).Name));
        Assert.All(svg.Elements().Take(2), element => Assert.NotEmpty(element.Value));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Another_culture_gives_the_same_bytes(string name)
    {
        var expected = Plot(name).ToSvg();
        var before = CultureInfo.CurrentCulture;
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        (culture.NumberFormat.NumberDecimalSeparator, culture.NumberFormat.NegativeSign, culture.NumberFormat.NumberGroupSeparator) = (",", "~", "_");
        CultureInfo.CurrentCulture = culture;
        try
        {
            Assert.Equal(expected, Plot(name).ToSvg());
        }
        finally
        {
            CultureInfo.CurrentCulture = before;
        }
    }

    [Fact]
    public void Whatever_the_numbers_a_plot_is_well_formed_and_has_only_numbers() => Check.QuickThrowOnFailure(Prop.ForAll(Numbers(), numbers =>
    {
        PlotPoint[] points = [.. numbers.Zip(numbers.Reverse(), (x, y) => new PlotPoint(x, y))];
        foreach (var kind in Enum.GetValues<PlotAxisKind>())
        {
            var axis = new PlotAxis("x \u0001 <&>\"'\ud800 \uffff") { Kind = kind };
            PlotAxis fixedAxis = new("y") { Kind = kind, From = numbers.FirstOrDefault(), To = numbers.LastOrDefault() };
            AssertDrawn(new LinePlot { Title = "<t>", X = axis, Y = fixedAxis, Lines = [new("&", points) { Band = new("b", [.. points.Select(point => new PlotRange(point.X, point.Y, point.Y + 1))]) }] });
            AssertDrawn(new LinePlot { Title = "<t>", X = fixedAxis, Y = axis, Lines = [new("&", points)] });
            AssertDrawn(new ScatterPlot { Title = "<t>", X = axis, Y = axis, Groups = [new("g", points), new("h", points)] });
            AssertDrawn(new BarPlot { Title = "<t>", Value = fixedAxis, Bars = [.. points.Select(point => new PlotBar("b]]>", point.X) { Interval = (point.X, point.Y) })] });
            AssertDrawn(new HistogramPlot { Title = "<t>", X = fixedAxis, Bins = [.. points.Select(point => new PlotBin(point.X, point.Y, point.X))] });
        }

        AssertDrawn(HistogramPlot.Of("h", "x", numbers));
        AssertDrawn(new HeatMap { Title = "m", RowLabel = "r", ColumnLabel = "c", Rows = ["one", "two"], Columns = [.. numbers.Select(_ => "<c>")], Values = [numbers, [.. numbers.Reverse()]], ByRow = numbers.Length % 2 == 0 });
    }));

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
            AssertDrawn(new LinePlot { Title = because, X = axis, Y = axis, Lines = [new("l", [new(1, 1), new(2, 3)]) { Band = new("b", [new(1, 0.5, 2)]) }] });
            AssertDrawn(new LinePlot { Title = because, X = axis, Y = axis, Lines = [new("l", [])] });
        }
    }

    [Theory]
    [InlineData(0.0, "it is zero")]
    [InlineData(7.0, "it is one number")]
    [InlineData(-1e299, "it is huge")]
    [InlineData(1e-300, "it is tiny")]
    public void A_point_alone_stands_in_the_middle_with_a_mark(double value, string because)
    {
        var svg = Parsed(new LinePlot { Title = because, X = new("x"), Y = new("y"), Lines = [new("one", [new(value, value)])] });

        var mark = svg.Descendants(Svg + "path").Last(path => ((string?)path.Attribute("class"))!.StartsWith("mark", StringComparison.Ordinal));
        // Its left end is a radius left of the middle.
        var inner = svg.Descendants(Svg + "svg").Last();
        var middle = (double.Parse((string)inner.Attribute("width")!, CultureInfo.InvariantCulture) - 12) / 2;
        Assert.StartsWith(string.Create(CultureInfo.InvariantCulture, $"M{middle - 3.6:0.##} 140a"), (string?)mark.Attribute("d"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_million_points_are_as_many_as_the_pixels_show_and_keep_their_peak()
    {
        var points = new PlotPoint[1_000_000];
        for (var i = 0; i < points.Length; i++) points[i] = new(i, i == 612_345 ? 9 : i % 100 / 100.0);

        var svg = new LinePlot { Title = "many", X = new("x"), Y = new("y") { From = 0, To = 9 }, Lines = [new("all", points)] }.ToSvg();

        Assert.InRange(svg.Length, 5_000, 60_000);
        // The highest place of the panel.
        Assert.Matches(@"L\d+(\.\d+)? 0L", svg);
    }

    [Fact]
    public void A_cloud_of_very_many_points_has_some_thousand_marks_and_says_so()
    {
        var svg = Gallery.Cloud.ToSvg();

        Assert.InRange(svg.Length, 20_000, 250_000);
        Assert.Matches("a mark stands for up to [0-9]+ points", svg);
    }

    [Fact]
    public void What_has_no_place_is_counted_in_a_note()
    {
        var svg = new LinePlot { Title = "t", X = new("x"), Y = new("y") { Kind = PlotAxisKind.Logarithmic }, Lines = [new("l", [new(0, 1), new(1, 0), new(2, -3), new(3, double.NaN), new(4, 10)])] }.ToSvg();

        Assert.Contains(">3 points without a place on the axes left out<", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_plots_of_one_page_share_no_id() =>
        Assert.Empty(Parsed(Gallery.History).Descendants().Attributes("id").Select(id => id.Value).Intersect(Parsed(Gallery.Empty).Descendants().Attributes("id").Select(id => id.Value)));

    [Theory]
    [InlineData(2, 2, 1, "a row of values is missing")]
    [InlineData(2, 1, 2, "a row has a value too few")]
    [InlineData(201, 2, 201, "nobody reads 201 rows")]
    public void A_heat_map_whose_names_are_not_its_values_is_refused(int names, int width, int rows, string because)
    {
        var map = new HeatMap { Title = because, RowLabel = "r", ColumnLabel = "c", Rows = [.. Enumerable.Repeat("n", names)], Columns = ["a", "b"], Values = [.. Enumerable.Repeat<IReadOnlyList<double>>(new double[width], rows)] };

        Assert.Contains(because, Assert.Throws<BuildException>(map.ToSvg).Message, StringComparison.Ordinal);
    }

    public static TheoryData<string> All() => [.. typeof(Gallery).GetProperties().Select(property => property.Name).Order(StringComparer.Ordinal)];

    private static Plot Plot(string name) => (Plot)typeof(Gallery).GetProperty(name)!.GetValue(null)!;

    private static XDocument Parsed(Plot plot) => XDocument.Parse(plot.ToSvg());

    private static void AssertDrawn(Plot plot)
    {
        var numbers = XDocument.Parse(plot.ToSvg()).Descendants().Attributes().Where(attribute => attribute.Name.LocalName is "d" or "x" or "y" or "width" or "height" or "viewBox" or "transform" or "fill-opacity");
        foreach (var attribute in numbers)
        {
            Assert.DoesNotMatch("NaN|Infinity|∞|[0-9][eE]", attribute.Value);
            Assert.False(attribute.Name.LocalName is "width" or "height" && attribute.Value.StartsWith('-'), $"{attribute} of {plot.GetType().Name} is negative");
        }
    }

    private static Arbitrary<double[]> Numbers() => Gen.OneOf(
        Gen.Elements(Odd),
        Gen.Choose(-1000, 1000).Select(whole => whole / 8.0),
        Gen.Choose(1, 1_000_000).Select(whole => (double)whole)).ArrayOf().ToArbitrary();
}
