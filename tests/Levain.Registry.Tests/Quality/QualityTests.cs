using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Levain.Testing;

namespace Levain.Registry.Tests;

/// <summary>Metrics over versions and time, as JSON and as a page.</summary>
public sealed partial class QualityTests
{
    [Fact]
    public void The_json_holds_metrics_states_names_and_moves() => Verified.Text(Encoding.UTF8.GetString(ModelQuality.ToJson([ModelQuality.Of(Group()), ModelQuality.Of(Samples.Of())])));

    [Fact]
    public void The_page_is_verified()
    {
        var html = Html(Group());

        // The plots are verified where they are drawn.
        Verified.Text(Svg().Replace(Style().Replace(html, "<style></style>"), "<svg></svg>"));
    }

    [Fact]
    public void A_plot_of_a_metric_is_verified() => Verified.Text(Svg().Match(Html(Group())).Value);

    [Fact]
    public void The_metric_that_a_gate_looked_at_comes_first()
    {
        var version = Samples.Version(1, 0.2) with { Record = Samples.Record(0.2) with { Gates = [new("mape", 0.2, "≤ 0.33", true), new("mape of league=nhl", 0.2, "≤ 0.5", true)] } };

        Assert.Equal(["mape", "mae"], ModelQuality.Of(Samples.Of(version)).Metrics);
        Assert.Equal(["mae", "mape"], ModelQuality.Of(Samples.Approved(0.2)).Metrics);
    }

    [Fact]
    public void Nothing_on_the_page_comes_from_elsewhere_or_runs()
    {
        var html = Html(Group(), Samples.Of());

        Assert.Contains("content=\"default-src 'none'; style-src 'unsafe-inline'\"", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("url(", html, StringComparison.OrdinalIgnoreCase);
        Assert.All(Address().Matches(html).Select(match => match.Value), address => Assert.Equal("http://www.w3.org/2000/svg", address));
    }

    [Fact]
    public void Every_link_of_the_page_leads_somewhere()
    {
        var html = Html(Group(), Samples.Approved(0.1, 0.2), Samples.Of());
        var ids = Id().Matches(html).Select(match => match.Groups[1].Value).ToHashSet(StringComparer.Ordinal);
        var links = Link().Matches(html).Select(match => match.Groups[1].Value).ToList();

        Assert.NotEmpty(links);
        Assert.All(links, link => Assert.Contains(link, ids));
    }

    [Fact]
    public void The_same_groups_give_the_same_page() => Assert.Equal(QualityPage.ToBytes([ModelQuality.Of(Group())]), QualityPage.ToBytes([ModelQuality.Of(Group())]));

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("\"' onload=x")]
    [InlineData("ячмень 大麦 🏒")]
    [InlineData("a\u0000\u0007\r\n&amp;")]
    [InlineData("\u202Eback")]
    public void Odd_names_stay_text_everywhere(string odd)
    {
        var version = new ModelVersion
        {
            Number = 1,
            State = VersionState.Rejected,
            At = Samples.Start,
            By = odd,
            Aliases = [odd],
            Record = Samples.Record(0.2) with { Commit = odd, Metrics = [new(odd, 0.2) { Low = 0.1, High = 0.3 }], Tags = [new(odd, odd)] },
            Decisions = [new("rejected", Samples.Start, odd, odd)],
        };
        var group = new ModelGroup(odd, [version], new Dictionary<string, int> { [odd] = 1 }, [new(odd, null, 1, Samples.Start, odd, odd)]);

        var html = Encoding.UTF8.GetString(QualityPage.ToBytes([ModelQuality.Of(group), ModelQuality.Of(group)], odd));

        Assert.Equal(odd, Json(ModelQuality.Of(group)).GetProperty("group").GetString());
        Assert.DoesNotContain("<script", html, StringComparison.OrdinalIgnoreCase);
        // As XML it has to be well-formed: a text that got out of its place would break it.
        var body = XDocument.Parse(html[html.IndexOf("<body>", StringComparison.Ordinal)..html.IndexOf("</html>", StringComparison.Ordinal)]);
        Assert.DoesNotContain(body.Descendants().Attributes(), attribute => attribute.Name.LocalName.StartsWith("on", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(double.NaN)]
    [InlineData(double.PositiveInfinity)]
    [InlineData(1e308)]
    [InlineData(-0.0)]
    [InlineData(5e-324)]
    public void Odd_numbers_are_shown_all_the_same(double value)
    {
        var quality = ModelQuality.Of(Samples.Approved(0.2, value, 0.3));

        var json = Json(quality).GetProperty("versions")[1].GetProperty("metrics").GetProperty("mape").GetProperty("value");
        Assert.Equal(double.IsFinite(value) ? JsonValueKind.Number : JsonValueKind.Null, json.ValueKind);
        Assert.Contains("id=\"group-1-version-3\"", Encoding.UTF8.GetString(QualityPage.ToBytes([quality])), StringComparison.Ordinal);
    }

    [Fact]
    public void Of_very_many_versions_the_newest_are_shown_and_the_json_has_all()
    {
        var quality = ModelQuality.Of(Samples.Approved([.. Enumerable.Range(0, 3000).Select(i => 0.1 + (i % 7 / 100.0))]));

        var html = Encoding.UTF8.GetString(QualityPage.ToBytes([quality]));

        Assert.Contains("The newest 200 of 3,000 versions; the JSON has all.", html, StringComparison.Ordinal);
        Assert.Equal(3000, Json(quality).GetProperty("versions").GetArrayLength());
        Assert.InRange(html.Length, 1, 600_000);
    }

    [Fact]
    public void A_damaged_version_is_listed_with_what_is_wrong()
    {
        var html = Html(Samples.Of(Samples.Version(1, 0.2), Samples.Version(2, 0, VersionState.Damaged)));

        Assert.Contains("<span class=\"state damaged\">damaged</span>", html, StringComparison.Ordinal);
        Assert.Contains("its bytes are not those that were written", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_group_without_versions_says_so() => Assert.Contains("no version yet", Html(Samples.Of()), StringComparison.Ordinal);

    private static ModelGroup Group() => Samples.Of(
        [
            Samples.Version(1, 0.24),
            Samples.Version(2, 0.22),
            Samples.Version(3, 0.41, VersionState.Rejected) with { Decisions = [], Record = Samples.Record(0.41) with { IsDirty = true, Gates = [new("mape", 0.41, "≤ 0.33", false)] } },
            Samples.Version(4, 0, VersionState.Damaged),
            Samples.Version(5, 0.19),
            Samples.Version(6, 0.3, VersionState.Rejected),
            Samples.Version(7, 0.18, VersionState.Pending),
        ],
        new() { [ModelGroup.Champion] = 5, [ModelGroup.Production] = 2 },
        new("champion", null, 5, Samples.Start.AddDays(5), "anna", "better in every league"),
        new("production", null, 5, Samples.Start.AddDays(5), "anna", null),
        new("production", 5, 2, Samples.Start.AddDays(6), "bert", "too slow") { IsRollback = true });

    private static JsonElement Json(ModelQuality quality) => JsonDocument.Parse(ModelQuality.ToJson([quality])).RootElement.GetProperty("groups")[0];

    private static string Html(params ModelGroup[] groups) => Encoding.UTF8.GetString(QualityPage.ToBytes([.. groups.Select(ModelQuality.Of)]));

    [GeneratedRegex("<svg.*?\n</svg>(?=\n</figure>)", RegexOptions.Singleline)]
    private static partial Regex Svg();

    [GeneratedRegex("<style>.*?</style>", RegexOptions.Singleline)]
    private static partial Regex Style();

    [GeneratedRegex("https?://[^\"' <)]+")]
    private static partial Regex Address();

    [GeneratedRegex(" id=\"([^\"]+)\"")]
    private static partial Regex Id();

    [GeneratedRegex("href=\"#([^\"]+)\"")]
    private static partial Regex Link();
}
