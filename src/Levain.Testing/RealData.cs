namespace Levain.Testing;

/// <summary>Real files for tests: in a folder that <c>LEVAIN_MIRRORS</c> names, or in <c>../shared/data</c> beside the repository.</summary>
public static class RealData
{
    /// <summary>The path of a file or folder, or null when it is not here.</summary>
    public static string? Find(string relative) =>
        Folders().Select(folder => Path.Combine(folder, relative)).FirstOrDefault(Path.Exists);

    /// <summary>Why a test that needs it is skipped.</summary>
    public static string Missing(string relative) => $"`{relative}` is neither in a folder of `LEVAIN_MIRRORS` nor in `../shared/data` beside the repository";

    private static IEnumerable<string> Folders() =>
        (Environment.GetEnvironmentVariable("LEVAIN_MIRRORS") ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Append(Path.GetFullPath(Path.Combine(TestSource.Root, "../shared/data"))).Where(Directory.Exists);
}
