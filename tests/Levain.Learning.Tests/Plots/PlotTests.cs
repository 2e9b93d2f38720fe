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
            PlotColumn column = new(axis, numbers), other = new(fixedAxis, [.. numbers.Reverse()]), named = new(new("n"), numbers) { Names = ["zero", "<one>"] };
            AssertDrawn(new ParallelPlot { Title = "<t>", Columns = [column, named, other], Colour = points.Length % 2 == 0 ? other : column, HigherIsBetter = points.Length % 3 == 0 });
            AssertDrawn(new ParallelPlot { Title = "<t>", Columns = [other], Colour = named });
            AssertDrawn(new BeeswarmPlot { Title = "<t>", X = fixedAxis, Swarms = [new("s", numbers) { Feature = [.. numbers.Reverse()] }, new("\u202e", numbers)] });
            AssertDrawn(new FanPlot { Title = "<t>", X = axis, Y = fixedAxis, Actual = new("a", points), Forecast = new("f", points), Bands = [new("b", [.. points.Select(point => new PlotRange(point.X, point.Y - 1, point.Y))])], Cutoff = numbers.FirstOrDefault() });
            AssertDrawn(new BoxPlot { Title = "<t>", X = axis, Boxes = [PlotBox.Of("&", numbers), .. points.Select(point => new PlotBox("any", point.X, point.Y, point.X, point.Y, point.X) { Outliers = numbers })] });
            foreach (var isStacked in (bool[])[false, true]) AssertDrawn(new GroupedBarPlot { Title = "<t>", Value = fixedAxis, Groups = [.. numbers.Select(_ => "&")], Series = [new("s", numbers) { Intervals = [.. points.Select(point => ((double, double)?)(point.X, point.Y))] }, new("r", [.. numbers.Reverse()])], IsStacked = isStacked });
            foreach (var asShares in (bool[])[false, true]) AssertDrawn(new DistributionPlot { Title = "<t>", X = axis, Groups = [new("g", [.. points.Select(point => new PlotBin(point.X, point.Y, point.X))]), new("h", [])], AsShares = asShares });
            AssertDrawn(new ScatterPlot { Title = "<t>", X = axis, Y = fixedAxis, Groups = [new("g", points)], Trends = [PlotTrend.Straight("s", points), PlotTrend.Medians("m", points)] });
            AssertDrawn(new HistogramPlot { Title = "<t>", X = fixedAxis, Bins = [.. points.Select(point => new PlotBin(point.X, point.Y, point.X))] });
        }

        AssertDrawn(HistogramPlot.Of("h", "x", numbers));
        AssertDrawn(DistributionPlot.Of("h", "x", [("a", numbers), ("b", [.. numbers.Skip(numbers.Length / 2)])]));
        AssertDrawn(new HeatMap { Title = "m", RowLabel = "r", ColumnLabel = "c", Rows = ["one", "two"], Columns = [.. numbers.Select(_ => "<c>")], Values = [numbers, [.. numbers.Reverse()]], ByRow = numbers.Length % 2 == 0 });
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
            AssertDrawn(plot);
            Assert.True(Parsed(plot).Descendants().All(element => element.Name.LocalName is "svg" or "title" or "desc" or "style" or "rect" or "text" or "path" or "g"), because);
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

    [Fact]
    public void The_best_trial_of_the_study_is_told_and_is_the_one_thick_line()
    {
        PlotColumn rate = new(new("rate"), [0.1, 0.2, 0.3]), loss = new(new("loss"), [5, 2, double.NaN]);

        var svg = Parsed(new ParallelPlot { Title = "t", Columns = [rate, loss], Colour = loss, HigherIsBetter = false });

        Assert.EndsWith("Best is loss 2 with rate 0.2, loss 2. 1 value missing or without a place on the axis.", svg.Root!.Element(Svg + "desc")!.Value, StringComparison.Ordinal);
        string[] lines = [.. svg.Descendants(Svg + "path").Where(path => path.Element(Svg + "title") is not null).Select(path => $"{path.Attribute("class")!.Value}: {path.Value}")];
        // From the worst to the best, so that the best lies on top.
        Assert.Equal(["thread r-none: 3: rate 0.3, loss none", "thread r8: 1: rate 0.1, loss 5", "thread r0 best: 2: rate 0.2, loss 2"], lines);
    }

    [Fact]
    public void A_line_has_a_gap_where_its_value_is_missing()
    {
        PlotColumn[] columns = [.. new double[] { 1, 2, double.NaN, 4 }.Select((value, i) => new PlotColumn(new($"a{i}"), [value]))];

        var line = Parsed(new ParallelPlot { Title = "t", Columns = columns }).Descendants(Svg + "path").Single(path => path.Element(Svg + "title") is not null);

        Assert.Matches(@"^M[\d.]+ [\d.]+L[\d.]+ [\d.]+M[\d.]+ [\d.]+h10$", line.Attribute("d")!.Value);
    }

    [Theory]
    [InlineData(2, 3, "has 3 values")]
    [InlineData(41, 2, "has 41 axes, which nobody can read")]
    public void Parallel_axes_that_are_not_of_one_study_are_refused(int axes, int values, string told)
    {
        var plot = new ParallelPlot { Title = "t", Columns = [.. Enumerable.Range(0, axes).Select(i => new PlotColumn(new($"a{i}"), new double[i == 0 ? 2 : values]))] };

        Assert.Contains(told, Assert.Throws<BuildException>(plot.ToSvg).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Of_very_many_lines_the_worst_and_the_best_are_kept()
    {
        PlotColumn score = new(new("score"), [.. Enumerable.Range(0, 100_000).Select(i => (double)(i * 7919L % 100_003))]);

        var svg = new ParallelPlot { Title = "t", Columns = [score, score], Colour = score, HigherIsBetter = true, Most = 50 }.ToSvg();

        Assert.Equal(50, svg.Split("class=\"thread").Length - 1);
        Assert.Contains($": score {score.Values.Max():#,0},", svg, StringComparison.Ordinal);
        Assert.Contains($": score {score.Values.Min():#,0},", svg, StringComparison.Ordinal);
        Assert.Contains("50 lines of 100,000 rows shown", svg, StringComparison.Ordinal);
    }

    [Fact]
    public void A_swarm_says_which_way_high_values_push()
    {
        double[] feature = [1, 2, 3, 1000];

        var told = Parsed(new BeeswarmPlot { Title = "t", X = new("SHAP"), Swarms = [new("up", [-1, 0, 1, 2]) { Feature = feature }, new("down", [2, 1, 0, -1]) { Feature = feature }, new("neither", [1, -1, -1, 1]) { Feature = feature }] }).Root!.Element(Svg + "desc")!.Value;

        Assert.Equal("Points of SHAP for 3 features. up: mean size 1, from \u22121 to 2, high values push up. down: mean size 1, from \u22121 to 2, high values push down. neither: mean size 1, from \u22121 to 1.", told);
    }

    [Fact]
    public void An_outlier_takes_the_colours_from_no_other_point()
    {
        var svg = Parsed(new BeeswarmPlot { Title = "t", X = new("SHAP"), Swarms = [new("f", [1, 2, 3, 4]) { Feature = [1, 2, 1e9, double.NaN] }] });

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

    [Fact]
    public void A_fan_says_how_many_of_the_values_that_came_lie_in_a_band()
    {
        PlotLine actual = new("sold", [new(1, 10), new(2, 10), new(3, 10), new(4, double.NaN)]), forecast = new("forecast", [new(2, 9), new(3, 9), new(4, 9)]);

        var told = Parsed(new FanPlot { Title = "t", X = new("week"), Y = new("units"), Actual = actual, Forecast = forecast, Bands = [new("80 % interval", [new(2, 8, 10), new(3, 8, 9.5), new(4, 8, 10)])] }).Root!.Element(Svg + "desc")!.Value;

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
        var svg = Parsed(new GroupedBarPlot { Title = "t", Value = new("v"), Groups = ["g"], Series = [new("a", [30]), new("b", [-10]), new("c", [double.NaN]), new("d", [15])], IsStacked = true });

        double[] lefts = [.. svg.Descendants(Svg + "rect").Where(rect => (string?)rect.Attribute("height") == "16").Select(rect => (double)rect.Attribute("x")!)];
        Assert.Equal(3, lefts.Length);
        Assert.True(lefts[1] < lefts[0] && lefts[0] < lefts[2]);
        Assert.Contains(svg.Descendants(Svg + "text"), text => text.Value == "35");
    }

    [Fact]
    public void A_plot_without_a_page_has_none() => Assert.DoesNotContain("class=\"page\"", (Gallery.History with { HasPage = false }).ToSvg(), StringComparison.Ordinal);

    [Fact]
    public void A_name_cannot_turn_the_letters_behind_it()
    {
        var svg = new LinePlot { Title = "t", X = new("x"), Y = new("y"), Lines = [new("\u202e\u05e9\u05dc\u05d5\u05dd\u2066", [new(1, 1)])] }.ToSvg();

        Assert.Contains("\ufffd\u05e9\u05dc\u05d5\u05dd\ufffd", svg, StringComparison.Ordinal);
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
