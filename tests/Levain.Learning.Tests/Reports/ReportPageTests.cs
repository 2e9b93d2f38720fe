using System.Xml.Linq;

namespace Levain.Learning.Tests.Reports;

public sealed class ReportPageTests
{
    // Made once: the tests look at them, each for something else.
    private static readonly Dictionary<string, Lazy<Task<Evaluation>>> Made = new[] { "binary", "amount", "classes", "linear", "logistic", "forest", "features", "tuned", "forecast" }.ToDictionary(kind => kind, kind => new Lazy<Task<Evaluation>>(() => Evaluated.Of(Kind(kind))));

    public static TheoryData<string> Kinds => [.. Made.Keys];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_page_is_well_formed_and_every_link_in_its_contents_has_a_place(string kind)
    {
        var page = XDocument.Parse((await Made[kind].Value).Page);

        var ids = page.Descendants().Attributes("id").Select(id => id.Value).ToArray();
        Assert.Equal(ids.Distinct(), ids);
        var links = page.Descendants("nav").Descendants("a").Select(link => link.Attribute("href")!.Value).ToArray();
        Assert.True(links.Length >= 4);
        Assert.All(links, link => Assert.Contains(link[1..], ids));
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_page_has_everything_in_it_and_runs_nothing(string kind)
    {
        var page = (await Made[kind].Value).Page;

        Assert.All(new[] { "<script", "<link", "<img", "src=", "url(", "@import", "onload", "javascript:" }, text => Assert.DoesNotContain(text, page, StringComparison.OrdinalIgnoreCase));
        Assert.All(XDocument.Parse(page).Descendants().Attributes("href"), address => Assert.StartsWith("#", address.Value, StringComparison.Ordinal));
        Assert.Contains("default-src 'none'", page, StringComparison.Ordinal);
        Assert.Contains("prefers-color-scheme: dark", page, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task Every_picture_is_told_to_those_who_do_not_see_it(string kind)
    {
        var pictures = XDocument.Parse((await Made[kind].Value).Page).Descendants("figure").Select(figure => figure.Elements().Single()).ToArray();

        Assert.NotEmpty(pictures);
        Assert.All(pictures.Select(picture => picture.Attribute("role")?.Value), role => Assert.Equal("img", role));
        foreach (var name in new[] { "title", "desc" }) Assert.All(pictures.Select(picture => picture.Elements().First(element => element.Name.LocalName == name).Value), text => Assert.NotEqual("", text));
    }

    [Fact]
    public async Task Names_of_the_data_are_text_on_the_page_whatever_is_in_them()
    {
        var page = (await Evaluated.Of(new Judging { With = evaluation => evaluation with { Title = "<b>\"A\" & B</b><!--lineage-->" } })).Page;

        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        var names = XDocument.Parse(page).Descendants("th").Select(cell => cell.Value).ToArray();
        Assert.All(new[] { "<script>alert(1)</script>", "Ünited & \"Sons\" | #1", "العربي", "empty", "none" }, name => Assert.Contains(name, names));
        Assert.Equal("<b>\"A\" & B</b><!--lineage-->", XDocument.Parse(page).Descendants("h1").Single().Value);
    }

    [Fact]
    public async Task The_best_of_a_study_is_shown_with_the_study_and_its_parameters()
    {
        var evaluation = await Made["tuned"].Value;

        var section = XDocument.Parse(evaluation.Page).Descendants("section").Single(section => section.Attribute("id")!.Value == "tuning");
        Assert.Equal(["Scores of the trials", "What mattered", "Parameters and scores"], section.Descendants("figure").Select(figure => figure.Elements().Single().Elements().First().Value));
        Assert.Equal(["L1", "L2"], section.Descendants("tbody").Descendants("th").Select(name => name.Value));
        Assert.Contains("## Tuning\n\nThe best of 8 trials: 8 complete.\n\n| parameter | best |\n|---|---:|\n| `L1` | ", evaluation.Card, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_share_of_positives_counts_rows_by_their_weights()
    {
        var evaluation = await Made["forest"].Value;

        var (labels, weights) = (evaluation.Predictions.Floats("label").Values.ToArray(), evaluation.Predictions.Floats("weight").Values.ToArray());
        var (weighted, plain) = (Share(labels.Zip(weights, (label, weight) => (double)label * weight).Sum() / weights.Sum(weight => (double)weight)), Share(labels.Average(label => (double)label)));
        Assert.NotEqual(plain, weighted);
        Assert.Contains($"| test | 400 | {weighted} |", evaluation.Card, StringComparison.Ordinal);

        static string Share(double share) => FormattableString.Invariant($"{share * 100:0.#} %");
    }

    [Fact]
    public async Task A_lineage_takes_the_place_that_the_page_left_for_it()
    {
        var page = (await Made["binary"].Value).Page;

        var with = ReportPage.WithLineage(page, [new("TrainTrees[<a>]", "key-of-it", "made-by-it") { Code = "code-of-it", Metrics = [new("trees", 17), new("validation", 0.25)] }]);

        var section = XDocument.Parse(with).Descendants("section").Single(section => section.Attribute("id")!.Value == "lineage");
        Assert.Equal(["TrainTrees[<a>]", "key-of-it", "made-by-it", "code-of-it", "trees 17, validation 0.25"], section.Descendants("tbody").Elements("tr").Single().Elements().Select(cell => cell.Value));
        Assert.Contains(XDocument.Parse(with).Descendants("nav").Descendants("a"), link => link.Attribute("href")!.Value == "#lineage");
    }

    [Fact]
    public async Task Plots_such_as_those_of_a_study_have_a_section_before_the_lineage()
    {
        var page = (await Made["binary"].Value).Page;
        var plot = new BarPlot { Title = "What mattered", Value = new("share"), Bars = [new("depth", 0.7), new("rate", 0.2)] };

        var with = XDocument.Parse(ReportPage.WithLineage(ReportPage.WithPlots(page, "tuning", "Tuning <50 trials>", plot), []));

        Assert.Equal(["tuning", "lineage"], with.Descendants("section").Attributes("id").Select(id => id.Value).TakeLast(2));
        Assert.Equal(["Tuning <50 trials>", "Lineage"], with.Descendants("nav").Descendants("a").Select(link => link.Value).TakeLast(2));
        Assert.Single(with.Descendants("section").Single(section => section.Attribute("id")!.Value == "tuning").Descendants("figure"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("a b")]
    [InlineData("\"><script>")]
    public async Task A_section_has_an_id_that_a_link_can_hold(string id)
    {
        var page = (await Made["binary"].Value).Page;

        Assert.Equal($"a section of a page cannot be called `{id}`", Assert.Throws<BuildException>(() => ReportPage.WithPlots(page, id, "Tuning")).Message);
    }

    [Fact]
    public async Task A_lineage_is_added_once()
    {
        var with = ReportPage.WithLineage((await Made["binary"].Value).Page, []);

        Assert.Equal("the page has no place for a lineage", Assert.Throws<BuildException>(() => ReportPage.WithLineage(with, [])).Message);
    }

    private static Pipeline Kind(string kind) => kind switch
    {
        "binary" => new Judging { Slices = ["team", "zone"] },
        "amount" => new Judging { Target = "metres", Objective = Objective.SquaredError },
        "classes" => new Judging { Target = "zone", Objective = Objective.Softmax(3) },
        "features" => new JudgingFeatures(),
        "tuned" => new JudgingTuned(),
        "forecast" => new JudgingForecasts(),
        _ => new JudgingOthers(kind),
    };
}
