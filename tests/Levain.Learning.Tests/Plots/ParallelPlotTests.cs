using System.Xml.Linq;

namespace Levain.Learning.Tests.Plots;

public sealed class ParallelPlotTests
{
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    [Fact]
    public void The_best_trial_of_the_study_is_told_and_is_the_one_thick_line()
    {
        PlotColumn rate = new(new("rate"), [0.1, 0.2, 0.3]), loss = new(new("loss"), [5, 2, double.NaN]);

        var svg = Drawing.Parsed(new ParallelPlot { Title = "t", Columns = [rate, loss], Colour = loss, HigherIsBetter = false });

        Assert.EndsWith("Best is loss 2 with rate 0.2, loss 2. 1 value missing or without a place on the axis.", svg.Root!.Element(Svg + "desc")!.Value, StringComparison.Ordinal);
        string[] lines = [.. svg.Descendants(Svg + "path").Where(path => path.Element(Svg + "title") is not null).Select(path => $"{path.Attribute("class")!.Value}: {path.Value}")];
        // From the worst to the best, so that the best lies on top.
        Assert.Equal(["thread r-none: 3: rate 0.3, loss none", "thread r8: 1: rate 0.1, loss 5", "thread r0 best: 2: rate 0.2, loss 2"], lines);
    }

    [Fact]
    public void A_line_has_a_gap_where_its_value_is_missing()
    {
        PlotColumn[] columns = [.. new double[] { 1, 2, double.NaN, 4 }.Select((value, i) => new PlotColumn(new($"a{i}"), [value]))];

        var line = Drawing.Parsed(new ParallelPlot { Title = "t", Columns = columns }).Descendants(Svg + "path").Single(path => path.Element(Svg + "title") is not null);

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
}
