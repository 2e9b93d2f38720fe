namespace Levain.Images.Tests;

public sealed class DockerConfigTests : IDisposable
{
    private readonly TempFolder folder = new();

    [Fact]
    public void No_file_is_nobody() => Assert.Null(new DockerConfig(folder.At("none")).For("r.example.org"));

    [Fact]
    public void The_name_and_password_of_a_registry_are_read()
    {
        Write("{\"auths\":{\"r.example.org\":{\"auth\":\"" + Convert.ToBase64String("me:pass:word"u8) + "\"}}}");

        var found = new DockerConfig(folder.Path).For("r.example.org")!;

        Assert.Equal(("me", "pass:word"), (found.User, found.Secret));
        Assert.Null(new DockerConfig(folder.Path).For("other.example.org"));
    }

    [Fact]
    public void A_token_is_taken_before_a_password()
    {
        Write("{\"auths\":{\"r.example.org\":{\"auth\":\"eDp5\",\"identitytoken\":\"t\"}}}");

        Assert.True(new DockerConfig(folder.Path).For("r.example.org")!.IsToken);
    }

    [Theory]
    [InlineData("{\"auths\":{\"r.example.org\":{\"auth\":\"secret!\"}}}")]
    [InlineData("{\"auths\":{\"r.example.org\":{\"auth\":\"c2VjcmV0\"}}}")]
    [InlineData("secret")]
    public void A_damaged_file_is_an_error_that_says_nothing_of_what_is_in_it(string text)
    {
        Write(text);

        var error = Assert.Throws<OciFormatException>(() => new DockerConfig(folder.Path).For("r.example.org"));

        Assert.DoesNotContain("secret", error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("c2VjcmV0", error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void A_helper_that_is_not_installed_is_named()
    {
        Write("{\"credHelpers\":{\"r.example.org\":\"no-such-thing\"}}");

        Assert.Contains("docker-credential-no-such-thing", Assert.Throws<BuildException>(() => new DockerConfig(folder.Path).For("r.example.org")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_name_of_a_helper_is_never_a_command_line()
    {
        Write("{\"credsStore\":\"x; rm\"}");

        Assert.Contains("no command has", Assert.Throws<BuildException>(() => new DockerConfig(folder.Path).For("r.example.org")).Message, StringComparison.Ordinal);
    }

    public void Dispose() => folder.Dispose();

    private void Write(string text) => File.WriteAllText(folder.At("config.json"), text);
}
