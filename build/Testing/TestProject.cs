namespace Levain.Host.Testing;

/// <summary>A project of tests, which is a program that runs them.</summary>
internal sealed record TestProject(string Name, string Folder)
{
    /// <summary>Every project under <c>tests/</c> whose name ends in <c>.Tests</c>, in ordinal order.</summary>
    public static IReadOnlyList<TestProject> All(string root) =>
    [
        .. Directory.EnumerateFiles(Path.Combine(root, "tests"), "*.Tests.csproj", SearchOption.AllDirectories)
            .Order(StringComparer.Ordinal)
            .Select(path => new TestProject(Path.GetFileNameWithoutExtension(path), Path.GetDirectoryName(path)!)),
    ];

    /// <param name="filter">Only classes with this in their name; null means all.</param>
    public async Task<TestCounts> RunAsync(string? filter, CancellationToken cancellation)
    {
        var results = Path.Combine(Folder, "bin", "Release", "results.xml");
        File.Delete(results);
        var assembly = Path.Combine(Folder, "bin", "Release", "net10.0", $"{Name}.dll");
        string[] arguments = [assembly, "-noLogo", "-noColor", "-xml", results, .. filter is null ? Array.Empty<string>() : ["-class", $"*{filter}*"]];
        var code = await DotNet.StartAsync(DotNet.Command, arguments, Folder, cancellation);

        // A run that dies writes no results: that is a failure, whatever it had passed.
        if (!File.Exists(results)) return new TestCounts { Failed = 1 };
        var counts = TestCounts.Read(results, Name);
        return code != 0 && counts.Failed == 0 && counts.Total > 0 ? counts with { Failed = 1 } : counts;
    }
}
