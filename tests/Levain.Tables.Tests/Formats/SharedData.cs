namespace Levain.Tables.Tests.Formats;

/// <summary>Real files, in a mirror or beside the repository.</summary>
internal static class SharedData
{
    /// <summary>The path of a file or folder; the test is skipped when it is not here.</summary>
    public static string At(string relative)
    {
        var found = Folders().Select(folder => Path.Combine(folder, relative)).FirstOrDefault(path => File.Exists(path) || Directory.Exists(path));
        if (found is null) Assert.Skip($"`{relative}` is neither in a folder of `LEVAIN_MIRRORS` nor in `../shared/data` beside the repository");
        return found;
    }

    private static IEnumerable<string> Folders()
    {
        foreach (var mirror in (Environment.GetEnvironmentVariable("LEVAIN_MIRRORS") ?? "").Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            if (Directory.Exists(mirror)) yield return mirror;
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
            if (File.Exists(Path.Combine(folder, "Build.sln"))) yield return Path.GetFullPath(Path.Combine(folder, "../shared/data"));
    }
}
