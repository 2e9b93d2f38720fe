namespace Levain.Registry.Tests;

/// <summary>What notifications link to.</summary>
public sealed class BuildLinkTests
{
    [Theory]
    [InlineData("LEVAIN_LINK=https://ci.example.org/7 BUILD_URL=https://jenkins.example.org/1", "https://ci.example.org/7")]
    [InlineData("GITHUB_RUN_ID=7 GITHUB_SERVER_URL=https://github.example.org GITHUB_REPOSITORY=team/models", "https://github.example.org/team/models/actions/runs/7")]
    [InlineData("CI_JOB_URL=https://gitlab.example.org/team/models/-/jobs/7", "https://gitlab.example.org/team/models/-/jobs/7")]
    [InlineData("BUILD_URL=https://jenkins.example.org/1", "https://jenkins.example.org/1")]
    [InlineData("GITHUB_RUN_ID=7", null)]
    [InlineData("BUILD_URL=https://user:secret@jenkins.example.org/1", null)]
    [InlineData("", null)]
    public void The_environment_says_where(string environment, string? expected) => Assert.Equal(expected, BuildLink.From(Variables(environment))?.AbsoluteUri);

    [Fact]
    public void A_link_that_is_none_is_told_by_the_name_of_its_variable() =>
        Assert.Equal("`LEVAIN_LINK` holds no address of a page", Assert.Throws<UsageException>(() => BuildLink.From(Variables("LEVAIN_LINK=https://user:secret@ci.example.org"))).Message);

    private static Func<string, string?> Variables(string environment) =>
        name => environment.Split(' ').Where(pair => pair.StartsWith(name + "=", StringComparison.Ordinal)).Select(pair => pair[(name.Length + 1)..]).FirstOrDefault();
}
