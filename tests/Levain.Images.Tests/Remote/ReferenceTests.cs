namespace Levain.Images.Tests;

public sealed class ReferenceTests
{
    private const string Digest = "sha256:0000000000000000000000000000000000000000000000000000000000000001";

    [Theory]
    [InlineData("localhost/a", "localhost", "a", null)]
    [InlineData("127.0.0.1:5000/team/scorer:1.2.0", "127.0.0.1:5000", "team/scorer", "1.2.0")]
    [InlineData("registry.example.org/a-b__c.d:_x", "registry.example.org", "a-b__c.d", "_x")]
    public void A_reference_is_read_and_written_again(string text, string host, string repository, string? tag)
    {
        var reference = ImageReference.Parse(text);

        Assert.Equal((host, repository, tag, text), (reference.Host, reference.Repository, reference.Tag, reference.ToString()));
    }

    [Fact]
    public void With_a_digest_the_tag_is_not_asked_for() => Assert.Equal(Digest, ImageReference.Parse($"r.example.org/a:1@{Digest}").Name);

    [Theory]
    [InlineData("", "nothing")]
    [InlineData("scorer:1.2.0", "no registry")]
    [InlineData("team/scorer", "no registry: nobody's hub is meant")]
    [InlineData("r.example.org/", "no repository")]
    [InlineData("r.example.org/Team", "an upper-case letter")]
    [InlineData("r.example.org/a//b", "an empty part")]
    [InlineData("r.example.org/../b", "a way up")]
    [InlineData("r.example.org/a_", "a separator at the end")]
    [InlineData("r.example.org/a..b", "two dots")]
    [InlineData("r.example.org/a___b", "three underscores")]
    [InlineData("r.example.org/a:", "an empty tag")]
    [InlineData("r.example.org/a:-x", "a tag that begins with a dash")]
    [InlineData("r.example.org/a@sha256:12", "half a digest")]
    [InlineData("u:p@r.example.org/a", "a password")]
    [InlineData("r.example.org:port/a", "a port that is no number")]
    public void What_is_no_reference_is_refused(string text, string because) => Assert.True(Record.Exception(() => ImageReference.Parse(text)) is BuildException, because);

    [Fact]
    public void Challenges_are_read_one_by_one()
    {
        var found = AuthChallenge.Parse("Basic realm=\"a, \\\"b\\\"\", Bearer realm=\"https://auth.example.org/token\",service=reg,scope=\"repository:a:pull,push\"");

        Assert.Equal(["Basic", "Bearer"], found.Select(each => each.Scheme));
        Assert.Equal("a, \"b\"", found[0].Parameters["realm"]);
        Assert.Equal("repository:a:pull,push", found[1].Parameters["SCOPE"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData(",,,")]
    [InlineData("=")]
    [InlineData("\"")]
    [InlineData("Bearer realm=\"never ends")]
    [InlineData("Bearer realm")]
    public void Odd_challenges_do_no_harm(string header) => Assert.InRange(AuthChallenge.Parse(header).Count, 0, 2);
}
