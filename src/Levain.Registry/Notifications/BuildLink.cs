namespace Levain.Registry;

/// <summary>Where a build can be read about: what notifications link to.</summary>
public static class BuildLink
{
    /// <summary>The environment variable that says it, before what a build server says.</summary>
    public const string Variable = "LEVAIN_LINK";

    /// <summary>The page of this build, from the environment; null where nobody says so.</summary>
    /// <param name="variable">Reads an environment variable.</param>
    public static Uri? From(Func<string, string?> variable)
    {
        ArgumentNullException.ThrowIfNull(variable);
        if (variable(Variable) is { Length: > 0 } own) return Page(own) ?? throw new UsageException($"`{Variable}` holds no address of a page", "it begins with `https://` or `http://`, and holds no password");
        if (variable("GITHUB_RUN_ID") is { Length: > 0 } run) return Page($"{variable("GITHUB_SERVER_URL")}/{variable("GITHUB_REPOSITORY")}/actions/runs/{run}");
        // GitLab, then Jenkins.
        return Page(variable("CI_JOB_URL")) ?? Page(variable("BUILD_URL"));
    }

    private static Uri? Page(string? text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var page) && (page.Scheme == Uri.UriSchemeHttps || page.Scheme == Uri.UriSchemeHttp) && page.UserInfo.Length == 0 ? page : null;
}
