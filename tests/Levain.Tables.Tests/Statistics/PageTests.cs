using System.Text;
using System.Xml;
using Levain.Tables.Statistics;

namespace Levain.Tables.Tests.Statistics;

public sealed class PageTests
{
    private const string Hostile = "</style><script>alert('1')</script>\"&\u0000\u202E";

    private static readonly Table Odd = new(
    [
        Columns.Texts(Hostile, Hostile, Hostile, null, new string('x', 5000)),
        Columns.Of<double>("very small and large", 1e-300, double.MaxValue, null, double.NaN),
        Columns.Of<Timestamp>("at", new Timestamp(0), new Timestamp(long.MaxValue), null, null),
        Columns.Of<DateOnly>("day", DateOnly.MinValue, DateOnly.MaxValue, null, null),
        Columns.Of<int>("nothing", (int?)null, null, null, null),
        Columns.Of<bool>("always", true, true, true, true),
        Columns.Lists("tags", 1, 2, null, 0),
    ]);

    [Fact]
    public void Whatever_is_in_the_data_the_page_is_well_formed_and_has_no_script()
    {
        var page = Page(Odd, Hostile);

        Assert.DoesNotContain("<script", page, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain('\0', page);
        // What is left of HTML's liberties is taken away; the rest must be XML.
        WellFormed(page);
    }

    [Fact]
    public void A_table_without_rows_or_columns_has_a_page()
    {
        WellFormed(Page(new Table([]), "empty"));
        WellFormed(Page(new Table([Columns.Of<int>("n"), Columns.Texts("t")]), "empty"));
    }

    [Fact]
    public void The_same_statistics_give_the_same_bytes() => Assert.Equal(Page(Odd, "odd"), Page(Odd, "odd"));

    [Fact]
    public void Nothing_is_fetched_from_anywhere()
    {
        var page = Page(Odd, "odd");

        Assert.DoesNotContain("http://", page, StringComparison.Ordinal);
        Assert.DoesNotContain("https://", page, StringComparison.Ordinal);
        Assert.DoesNotContain("url(", page, StringComparison.Ordinal);
        Assert.DoesNotContain("src=", page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, "0")]
    [InlineData(1234567, "1,234,567")]
    [InlineData(12345.678, "12,346")]
    [InlineData(123.456, "123.5")]
    [InlineData(-1.23456, "-1.235")]
    [InlineData(0.5, "0.5")]
    [InlineData(0.00123456, "0.001235")]
    [InlineData(1.5e-7, "1.5e-7")]
    [InlineData(1.5e15, "1.5e+15")]
    [InlineData(999.99, "1,000")]
    public void Numbers_have_the_digits_that_count(double number, string text) => Assert.Equal(text, Figures.Of(number));

    [Theory]
    [InlineData(0, "0 %")]
    [InlineData(0.00001, "< 0.1 %")]
    [InlineData(0.125, "12.5 %")]
    [InlineData(0.99999, "> 99.9 %")]
    [InlineData(1, "100 %")]
    public void A_share_is_never_rounded_to_all_or_nothing(double share, string text) => Assert.Equal(text, Figures.Share(share));

    private static string Page(Table table, string title) => Encoding.UTF8.GetString(StatisticsPage.ToBytes(TableStatistics.Of(table), title, "sha256:00"));

    private static void WellFormed(string page)
    {
        var xml = page.Replace("<!doctype html>\n", "", StringComparison.Ordinal);
        foreach (var tag in (string[])["<meta charset=\"utf-8\">", "<meta name=\"color-scheme\" content=\"light dark\">", "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">", "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"])
            xml = xml.Replace(tag, "", StringComparison.Ordinal);
        using var reader = XmlReader.Create(new StringReader(xml), new XmlReaderSettings { DtdProcessing = DtdProcessing.Prohibit });
        while (reader.Read())
        {
        }
    }
}
