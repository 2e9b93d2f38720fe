namespace Levain.Tables.DuckDb;

/// <summary>Where native libraries are looked for: a folder named by <c>LEVAIN_NATIVE</c>, beside the assemblies, and in the workspace's <c>.levain/native</c>.</summary>
internal static class NativeFolder
{
    public const string Variable = "LEVAIN_NATIVE";

    /// <summary>The file of the library, or null when it is not here yet.</summary>
    public static string? Find(NativePin pin) => Candidates(pin).FirstOrDefault(File.Exists);

    /// <summary>Where what is fetched is kept, or null outside any workspace.</summary>
    public static string? Cache(NativePin pin) => Workspaces().FirstOrDefault() is { } root ? Path.Combine(root, ".levain", "native", NameOf(pin)) : null;

    private static string NameOf(NativePin pin) => $"{pin.Library}-{pin.Version}-{pin.Platform}";

    private static IEnumerable<string> Candidates(NativePin pin)
    {
        if (Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } named)
        {
            // Whoever names a folder wants that one and no other.
            yield return Path.Combine(named, pin.File);
            yield return Path.Combine(named, pin.Platform, pin.File);
            yield return Path.Combine(named, NameOf(pin), pin.File);
            yield break;
        }

        yield return Path.Combine(AppContext.BaseDirectory, pin.File);
        yield return Path.Combine(AppContext.BaseDirectory, "runtimes", pin.Platform, "native", pin.File);
        if (Cache(pin) is { } cache) yield return Path.Combine(cache, pin.File);
    }

    // The host is compiled into .levain/hosts, tests into tests/…/bin: the workspace is above either.
    private static IEnumerable<string> Workspaces()
    {
        for (var folder = AppContext.BaseDirectory; folder is not null; folder = Path.GetDirectoryName(folder))
            if (File.Exists(Path.Combine(folder, "data.lock.json")))
                yield return folder;
    }
}
