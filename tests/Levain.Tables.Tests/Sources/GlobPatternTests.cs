using System.Text;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Levain.Tables.Sources;

namespace Levain.Tables.Tests.Sources;

public sealed class GlobPatternTests
{
    private static readonly Gen<string> Texts = Gen.Elements("a", "b", "/", "*", "**", "?", "**/", ".").ArrayOf().Select(string.Concat);
    private static readonly Gen<string> Paths = Gen.Elements("a", "b", "/", ".", "ab").ArrayOf().Select(string.Concat);

    [Theory]
    [InlineData("*.csv", "a.csv", true, "a name")]
    [InlineData("*.csv", "b/a.csv", false, "stays in one folder")]
    [InlineData("**.csv", "b/a.csv", true, "crosses folders")]
    [InlineData("**/*.csv", "a.csv", true, "no folder at all")]
    [InlineData("**/*.csv", "c/b/a.csv", true, "two folders")]
    [InlineData("**/a/*.csv", "ba/x.csv", false, "a whole name before")]
    [InlineData("?.csv", "/.csv", false, "a letter is no separator")]
    [InlineData("2020-??/*", "2020-01/x", true, "letters")]
    [InlineData("*", "", true, "no letter at all")]
    [InlineData("a*b", "acccb", true, "in the middle")]
    [InlineData("*é*", "caffé", true, "any script")]
    public void Patterns_mean_what_they_say(string pattern, string path, bool matches, string why) => Assert.True(matches == new GlobPattern(pattern).Matches(path), why);

    [Theory]
    [InlineData("data/2020/*.csv", "data/2020/", 0)]
    [InlineData("data/20*/x/*.csv", "data/", 2)]
    [InlineData("data/**/*.csv", "data/", int.MaxValue)]
    [InlineData("*.csv", "", 0)]
    public void The_fixed_part_ends_before_the_first_wildcard(string pattern, string part, int depth) =>
        Assert.Equal((part, depth), (new GlobPattern(pattern).Fixed, new GlobPattern(pattern).Depth));

    [Fact]
    public void Any_pattern_agrees_with_a_regular_expression() =>
        Check.QuickThrowOnFailure(Prop.ForAll(Arb.From(from pattern in Texts from path in Paths select (pattern, path)), given =>
        {
            var pattern = new GlobPattern(given.pattern);
            return pattern.Matches(given.path) == Regex.IsMatch(given.path, Expression(given.pattern[pattern.Fixed.Length..]), RegexOptions.CultureInvariant);
        }));

    private static string Expression(string pattern)
    {
        var text = new StringBuilder("^");
        for (var i = 0; i < pattern.Length; i++)
        {
            if (pattern[i..].StartsWith("**/", StringComparison.Ordinal) && (i == 0 || pattern[i - 1] == '/')) (i, _) = (i + 2, text.Append("(.*/)?"));
            else if (pattern[i..].StartsWith("**", StringComparison.Ordinal)) (i, _) = (i + 1, text.Append(".*"));
            else text.Append(pattern[i] switch { '*' => "[^/]*", '?' => "[^/]", var letter => Regex.Escape(letter.ToString()) });
        }

        return text.Append('$').ToString();
    }
}
