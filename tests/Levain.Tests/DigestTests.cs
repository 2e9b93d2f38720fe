namespace Levain.Tests;

public sealed class DigestTests
{
    [Fact]
    public void Of_nothing_is_the_published_digest_of_the_empty_string() =>
        Assert.Equal("sha256:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", Digest.Of([]).ToString());

    [Fact]
    public void A_digest_reads_what_it_writes()
    {
        var digest = Digest.Of("levain");

        Assert.Equal(digest, Digest.Parse(digest.ToString()));
        Assert.True(Digest.TryParseHex(digest.Hex, out var again));
        Assert.Equal(digest, again);
    }

    [Theory]
    [InlineData("", "empty")]
    [InlineData("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "no algorithm")]
    [InlineData("md5:e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855", "another algorithm")]
    [InlineData("sha256:E3B0C44298FC1C149AFBF4C8996FB92427AE41E4649B934CA495991B7852B855", "upper case")]
    [InlineData("sha256:e3b0", "too short")]
    public void What_is_not_a_digest_is_refused_by_name(string text, string why)
    {
        Assert.False(Digest.TryParse(text, out _), why);
        Assert.Contains($"`{text}`", Assert.Throws<FormatException>(() => Digest.Parse(text)).Message, StringComparison.Ordinal);
    }
}
