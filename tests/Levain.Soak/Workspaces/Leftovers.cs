using Levain.Store;

namespace Levain.Soak;

/// <summary>What no process may leave behind in a store: whoever opens it clears away what dead ones left.</summary>
internal static class Leftovers
{
    public static string? FirstOf(StoreFolder folder)
    {
        foreach (var path in Below(folder.Temporary)) return $"`{path}` was left behind";
        foreach (var path in Below(folder.Root).Where(path => path.EndsWith(".tmp", StringComparison.Ordinal))) return $"`{path}` was left behind";
        if (Directory.Exists(folder.Trash.Folder)) return "the trash was left behind";
        foreach (var path in Directory.EnumerateFiles(folder.Leased))
            if (ProcessIdentity.Parse(Path.GetFileName(path).Split('.')[0])?.Lives(folder.Boot) == false) return $"the lease `{path}` of a dead process was left behind";
        foreach (var path in Directory.EnumerateFiles(folder.Locks))
            if (ProcessLock.TryAcquire(path, "nobody has it") is { } free) free.Dispose();
            else return $"`{path}` is still locked";
        return null;
    }

    private static IEnumerable<string> Below(string path) => Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories);
}
