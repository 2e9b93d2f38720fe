using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Levain.Remotes;

namespace Levain.Tests.Remotes;

public sealed class DigestListTests
{
    private static readonly Digest Known = Digest.Of("known");

    private static readonly Gen<string> Words = Gen.Elements(Known.Hex, Known.Hex[..63], "  ", " *", " ", "a/b.csv", "../x", "\n", "\r\n", "\\", "\0", "é", "#", "SHA256 (x) = ");

    [Fact]
    public void A_digest_may_have_many_paths() =>
        Assert.Equal(["a/b.csv", "c.csv"], Parse($"{Known.Hex}  a/b.csv\n{Known.Hex.ToUpperInvariant()} *./c.csv\r\n{Known.Hex}  a/b.csv\n").PathsOf(Known));

    [Theory]
    [InlineData("../x", "it leads out of the folder")]
    [InlineData("a/../../x", "it leads out of the folder later")]
    [InlineData("/etc/passwd", "it is absolute")]
    [InlineData("C:/x", "it begins with a drive")]
    [InlineData("a\\x", "it is escaped, or leads elsewhere on some systems")]
    [InlineData("a//x", "it is no path")]
    [InlineData("", "it is empty")]
    public void A_path_that_leads_elsewhere_is_passed_over(string path, string why) => Assert.True(Parse($"{Known.Hex}  {path}\n").Count == 0, why);

    [Theory]
    [InlineData("{0} x", "one space is none")]
    [InlineData(" {0}  x", "something before it")]
    [InlineData("{0}x  x", "a digit too many")]
    [InlineData("SHA256 (x) = {0}", "another format")]
    [InlineData("<html>", "a page")]
    public void A_line_that_says_nothing_is_passed_over(string line, string why) => Assert.True(Parse(line.Replace("{0}", Known.Hex, StringComparison.Ordinal) + "\n").Count == 0, why);

    [Fact]
    public void A_path_longer_than_any_is_passed_over() => Assert.Equal(0, Parse($"{Known.Hex}  {new string('x', DigestList.LongestPath + 1)}").Count);

    [Fact]
    public void Too_many_lines_are_refused() => Assert.Throws<FormatException>(() => Parse(new string('\n', DigestList.MostLines + 1)));

    [Fact]
    public void Any_text_gives_only_paths_below_the_folder() =>
        Check.QuickThrowOnFailure(Prop.ForAll(Arb.From(Words.ArrayOf().Select(string.Concat)), text =>
            Parse(text).PathsOf(Known).All(path => Path.GetFullPath(path, "/mirror").StartsWith("/mirror/", StringComparison.Ordinal))));

    [Fact]
    public void Any_bytes_are_read() =>
        Check.QuickThrowOnFailure(Prop.ForAll(Arb.From(Gen.Choose(0, 255).Select(value => (byte)value).ArrayOf()), bytes => DigestList.Parse(bytes).Count >= 0));

    private static DigestList Parse(string text) => DigestList.Parse(Encoding.UTF8.GetBytes(text));
}
