namespace Levain.Testing;

/// <summary>Where the sources of a running test lie.</summary>
public static class TestSource
{
    // PathMap gives every compiled source this root, whatever the folder it was compiled in.
    private const string MappedRoot = "/levain/";

    /// <summary>The folder that has <c>Build.sln</c>, above the running test.</summary>
    public static string Root { get; } = RootAbove(AppContext.BaseDirectory);

    /// <summary>A path beside the source <paramref name="file"/>, which is what the compiler filled in for a caller's path.</summary>
    public static string Beside(string file, string name) => Path.Combine(Path.GetDirectoryName(Resolve(file))!, name);

    private static string Resolve(string file) =>
        file.StartsWith(MappedRoot, StringComparison.Ordinal) ? Path.Combine(Root, file[MappedRoot.Length..]) : file;

    private static string RootAbove(string start)
    {
        for (var folder = new DirectoryInfo(start); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Build.sln")))
                return folder.FullName;

        throw new DirectoryNotFoundException($"no folder above `{start}` has a Build.sln: run the tests from inside the repository");
    }
}
