using System.Xml.Linq;
using FsCheck;
using FsCheck.Fluent;
using Levain.Learning.Reports;

namespace Levain.Learning.Tests.Reports;

public sealed class MarkdownTests
{
    [Theory]
    [InlineData("one\ntwo", "<p>one two</p>\n")]
    [InlineData("# A\n## B ##\n### C", "<h3>A</h3>\n<h3>B</h3>\n<h4>C</h4>\n")]
    [InlineData("- a\n- b\n  goes on\n", "<ul>\n<li>a</li>\n<li>b goes on</li>\n</ul>\n")]
    [InlineData("1. a\n2. b", "<ol>\n<li>a</li>\n<li>b</li>\n</ol>\n")]
    [InlineData("**bold** *soft* `a*b` learning_rate_2", "<p><strong>bold</strong> <em>soft</em> <code>a*b</code> learning_rate_2</p>\n")]
    [InlineData("2 * 3 * 4 and **", "<p>2 * 3 * 4 and **</p>\n")]
    [InlineData("[paper](https://example.org/?a=1&b=\"2\")", "<p><a href=\"https://example.org/?a=1&amp;b=&quot;2&quot;\" rel=\"noreferrer\">paper</a></p>\n")]
    [InlineData("[run](javascript:alert(1))", "<p>[run](javascript:alert(1))</p>\n")]
    [InlineData("<b onclick=\"x\">&</b>", "<p>&lt;b onclick=&quot;x&quot;&gt;&amp;&lt;/b&gt;</p>\n")]
    [InlineData("```\na <b>\n\n# c\n```\nend", "<pre><code>a &lt;b&gt;\n\n# c\n</code></pre>\n<p>end</p>\n")]
    [InlineData("```\nnever closed", "<pre><code>never closed\n</code></pre>\n")]
    [InlineData("| a | b |\n|---|--:|\n| 1 | *2* |", "<div class=\"scroll\">\n<table>\n<thead><tr><th scope=\"col\">a</th><th scope=\"col\">b</th></tr>\n</thead>\n<tbody>\n<tr><td>1</td><td><em>2</em></td></tr>\n</tbody>\n</table>\n</div>\n")]
    [InlineData(@"\*no\* emphasis", "<p>*no* emphasis</p>\n")]
    [InlineData("\r\n\r\n", "")]
    public void Markdown_becomes_markup_that_runs_nothing(string text, string html) => Assert.Equal(html, MarkdownText.ToHtml(text));

    [Fact]
    public void Any_text_ends_and_leaves_no_markup_of_its_own() => Check.QuickThrowOnFailure(Prop.ForAll(Texts(), text =>
        XDocument.Parse($"<r>{MarkdownText.ToHtml(text)}</r>").Descendants().All(element => element.Name != "script")));

    // Pieces that mean something, in any order, and whatever else there is between them.
    private static Arbitrary<string> Texts()
    {
        var pieces = Gen.Elements("**", "*", "_", "`", "```", "[", "](", "https://x", ")", "# ", "- ", "1. ", "|", "|-|", "\n", "\\", "<script>", "&", " ", "word");
        var any = ArbMap.Default.GeneratorFor<NonNull<string>>().Select(text => text.Get);
        return Gen.ListOf(Gen.Frequency((5, pieces), (1, any))).Select(string.Concat).ToArbitrary();
    }
}
