using System.Globalization;
using System.Xml.Linq;
using FsCheck;
using FsCheck.Fluent;
using Levain.Testing;

namespace Levain.Learning.Tests.Plots;

public sealed class PlotTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

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
    public void A_study_is_a_line_for_each_trial_and_its_best_is_thick() => Verified.Text(Gallery.Study.ToSvg());

    [Fact]
    public void A_swarm_for_each_feature_is_coloured_by_its_rank() => Verified.Text((Gallery.Shap with { MostMarks = 60 }).ToSvg());

    [Fact]
    public void A_fan_has_bands_in_one_another_and_says_what_they_held() => Verified.Text(Gallery.Fan.ToSvg());

    [Fact]
    public void Two_groups_are_spread_over_one_another() => Verified.Text(Gallery.Distribution.ToSvg());

    [Fact]
    public void Models_stand_below_one_another_for_each_slice() => Verified.Text(Gallery.Slices.ToSvg());

    [Fact]
    public void Parts_of_a_whole_lie_end_to_end() => Verified.Text(Gallery.Splits.ToSvg());

    [Fact]
    public void A_box_for_each_group_has_its_outliers() => Verified.Text(Gallery.Errors.ToSvg());

    [Fact]
    public void Nothing_is_said_to_be_nothing() => Verified.Text(Gallery.Empty.ToSvg());

    [Fact]
    public void Points_that_are_no_sequence_have_marks_and_no_line()
    {
        PlotLine points = new("rejected", [new(1, 1), new(2, 3), new(9, 2)]) { IsJoined = false };
        LinePlot plot = new() { Title = "a", X = new("x"), Y = new("y"), Lines = [points] };

        static int Count(LinePlot plot, string style) => Drawing.Parsed(plot).Descendants(Svg + "path").Count(path => ((string?)path.Attribute("class"))!.StartsWith(style, StringComparison.Ordinal));
        Assert.Equal((0, 2), (Count(plot, "line"), Count(plot, "mark")));
        var joined = plot with { Lines = [points with { IsJoined = true }] };
        Assert.Equal((2, 2), (Count(joined, "line"), Count(joined, "mark")));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Every_plot_has_a_name_and_a_description_that_readers_aloud_find(string name)
    {
        var svg = Drawing.Parsed(Plot(name)).Root!;

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

    [Theory]
    [InlineData(0.0, "it is zero")]
    [InlineData(7.0, "it is one number")]
    [InlineData(-1e299, "it is huge")]
    [InlineData(1e-300, "it is tiny")]
    public void A_point_alone_stands_in_the_middle_with_a_mark(double value, string because)
    {
        var svg = Drawing.Parsed(new LinePlot { Title = because, X = new("x"), Y = new("y"), Lines = [new("one", [new(value, value)])] });

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
        Assert.Empty(Drawing.Parsed(Gallery.History).Descendants().Attributes("id").Select(id => id.Value).Intersect(Drawing.Parsed(Gallery.Empty).Descendants().Attributes("id").Select(id => id.Value)));

    [Theory]
    [InlineData(2, 2, 1, "a row of values is missing")]
    [InlineData(2, 1, 2, "a row has a value too few")]
    [InlineData(201, 2, 201, "nobody reads 201 rows")]
    public void A_heat_map_whose_names_are_not_its_values_is_refused(int names, int width, int rows, string because)
    {
        var map = new HeatMap { Title = because, RowLabel = "r", ColumnLabel = "c", Rows = [.. Enumerable.Repeat("n", names)], Columns = ["a", "b"], Values = [.. Enumerable.Repeat<IReadOnlyList<double>>(new double[width], rows)] };

        Assert.Contains(because, Assert.Throws<BuildException>(map.ToSvg).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plot_without_a_page_has_none() => Assert.DoesNotContain("class=\"page\"", (Gallery.History with { HasPage = false }).ToSvg(), StringComparison.Ordinal);

    public static TheoryData<string> All() => [.. typeof(Gallery).GetProperties().Select(property => property.Name).Order(StringComparer.Ordinal)];

    private static Plot Plot(string name) => (Plot)typeof(Gallery).GetProperty(name)!.GetValue(null)!;
}
