using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Levain.Tables.Sources;

namespace Levain.Tables.Tests.Sources;

public sealed class UrlListTests
{
    private const string Hex = "8f48a819685bdba7bb08d3b7ea7df3ce87091a26bc68d294ad58e4d6a7a93871";

    private static readonly Gen<string> Words = Gen.Elements("https://a.org/x.csv", "http://a.org/y", "sha256:", Hex, $"sha256:{Hex}", " ", "\n", "\r\n", "#", "\u00e9", "\0", "?", "%2F", "https://", "u:p@", "\t");

    [Fact]
    public void A_list_is_read_line_by_line()
    {
        var urls = Parse($"# matches\n\n  https://a.org/x.csv \r\nsha256:{Hex}  https://a.org/b/y%20z.csv\n");

        Assert.Equal(["x.csv", "y z.csv"], urls.Select(url => url.Name));
        Assert.Equal([null, Digest.Parse($"sha256:{Hex}")], urls.Select(url => url.Digest));
    }

    [Theory]
    [InlineData("", "the list `l` names no URL", "nothing at all")]
    [InlineData("# only words\n", "the list `l` names no URL", "only comments")]
    [InlineData("https://a.org/x\nhttps://b.org/x", "l:2: `x` is called like the file of line 1", "two of one name")]
    [InlineData("https://a.org/", "l:1: the URL ends without a name", "no name")]
    [InlineData("https://a.org/%2E%2E", "l:1: the URL ends without a name", "a way out")]
    [InlineData("sha256:12 https://a.org/x", "l:1: the word before the URL is no digest", "half a digest")]
    [InlineData("a b c", "l:1: there are more than two words", "too many words")]
    [InlineData("ftp://a.org/x", "l:1: a source has an address that cannot be read", "another protocol")]
    [InlineData("\n\nhttps://u:p@a.org/x", "l:3: the address `https://a.org/x` holds a user or a password", "a password")]
    [InlineData("https://a.org/é", "l:1: a URL holds only printable ASCII", "a letter that is none")]
    [InlineData("https://a.org/\0", "l:1: a URL holds only printable ASCII", "a zero byte")]
    [InlineData("https://a.org/1\nhttps://a.org/2\nhttps://a.org/3\nhttps://a.org/4", "l:4: the list names more than 3 URLs", "too many")]
    public void A_bad_line_is_refused_with_its_place(string text, string message, string why)
    {
        var error = Record.Exception(() => Parse(text));

        Assert.True(error is BuildException { Hint: not null } && error.Message.StartsWith(message, StringComparison.Ordinal), $"{why}: {error}");
    }

    [Fact]
    public void A_line_without_end_is_refused() => Assert.Contains("longer than", Assert.Throws<BuildException>(() => Parse("https://a.org/" + new string('x', 10_000))).Message, StringComparison.Ordinal);

    [Fact]
    public void Any_text_is_read_or_refused_in_one_sentence() =>
        Check.QuickThrowOnFailure(Prop.ForAll(Arb.From(Words.ArrayOf().Select(string.Concat)), text =>
        {
            try
            {
                return Parse(text) is { Count: > 0 };
            }
            catch (BuildException error)
            {
                // Behind the host it is a part of the path, and no secret.
                return !error.Message.Contains('\n') && !error.Message.Contains("//u:p@", StringComparison.Ordinal);
            }
        }));

    [Fact]
    public void Any_bytes_are_read_or_refused() =>
        Check.QuickThrowOnFailure(Prop.ForAll(Arb.From(Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf()), bytes => Record.Exception(() => UrlList.Parse(bytes, "l", 3)) is null or BuildException));

    private static IReadOnlyList<ListedUrl> Parse(string text) => UrlList.Parse(Encoding.UTF8.GetBytes(text), "l", 3);
}
