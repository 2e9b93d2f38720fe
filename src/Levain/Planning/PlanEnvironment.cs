namespace Levain.Planning;

/// <summary>The environment that every key names. Not in it: host, user, path, time, number of threads.</summary>
internal sealed record PlanEnvironment(IReadOnlyList<KeyValuePair<string, string>> Parts)
{
    public static PlanEnvironment Current { get; } = new(new List<KeyValuePair<string, string>> { new("environment.dotnet", $"{Environment.Version.Major}.{Environment.Version.Minor}") });
}
