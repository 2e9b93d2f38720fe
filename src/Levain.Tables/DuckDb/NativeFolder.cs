using Levain.Fingerprints;

namespace Levain.Tables.DuckDb;

/// <summary>Where native libraries are looked for: a folder named by <c>LEVAIN_NATIVE</c>, beside the assemblies, and in the workspace's <c>.levain/native</c>.</summary>
internal static class NativeFolder
{
    public const string Variable = NativeFiles.Variable;

    /// <summary>The file of the library, or null when it is not here yet.</summary>
    public static string? Find(NativePin pin) => Find(pin, Environment.GetEnvironmentVariable(Variable), AppContext.BaseDirectory);

    /// <param name="named">What the variable says.</param>
    /// <param name="program">The folder of the program.</param>
    internal static string? Find(NativePin pin, string? named, string program) => Candidates(pin, named, program).FirstOrDefault(File.Exists);

    /// <summary>Where what is fetched is kept, or null outside any workspace.</summary>
    public static string? Cache(NativePin pin) => Cache(pin, AppContext.BaseDirectory);

    private static string? Cache(NativePin pin, string program) => Workspaces(program).FirstOrDefault() is { } root ? Path.Combine(root, ".levain", "native", NameOf(pin)) : null;

    private static string NameOf(NativePin pin) => $"{pin.Library}-{pin.Version}-{pin.Platform}";

    private static IEnumerable<string> Candidates(NativePin pin, string? named, string program)
    {
        if (!string.IsNullOrEmpty(named))
        {
            // Whoever names a folder wants that one and no other.
            yield return Path.Combine(named, pin.File);
            yield return Path.Combine(named, pin.Platform, pin.File);
            yield return Path.Combine(named, NameOf(pin), pin.File);
            yield break;
        }

        yield return Path.Combine(program, pin.File);
        yield return Path.Combine(program, "runtimes", pin.Platform, "native", pin.File);
        if (Cache(pin, program) is { } cache) yield return Path.Combine(cache, pin.File);
    }

    // The host is compiled into .levain/hosts, tests into tests/…/bin: the workspace is above either.
    private static IEnumerable<string> Workspaces(string program)
    {
        for (var folder = Path.TrimEndingDirectorySeparator(program); folder is not null; folder = Path.GetDirectoryName(folder))
            if (File.Exists(Path.Combine(folder, "data.lock.json")))
                yield return folder;
    }
}
