using System.Security.Cryptography;
using Levain.Actions;
using Levain.Store;

namespace Levain.Soak;

/// <summary>Looks at every file of a store that nobody uses, by its own rules: what is wrong with it, one sentence each.</summary>
internal sealed class StoreWalk(StoreFolder folder)
{
    public IEnumerable<string> Faults() => [.. Objects(), .. Actions(), .. Leftovers()];

    private IEnumerable<string> Objects()
    {
        foreach (var path in Below(folder.Objects))
            if (DigestOf(path) is not { } digest) yield return $"`{path}` is no object";
            else if (Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))) != digest.Hex) yield return $"object {digest} has other bytes";
    }

    private IEnumerable<string> Actions()
    {
        var cache = new ActionCache(folder);
        foreach (var path in Below(folder.Actions))
            if (DigestOf(path) is not { } key) yield return $"`{path}` is no action";
            else if (cache.Find(key) is null) yield return $"action {key} cannot be read";
    }

    // Whoever opens a store clears away what dead processes left in it.
    private IEnumerable<string> Leftovers()
    {
        foreach (var path in Below(folder.Temporary)) yield return $"`{path}` was left behind";
        foreach (var path in Below(folder.Root).Where(path => path.EndsWith(".tmp", StringComparison.Ordinal))) yield return $"`{path}` was left behind";
        foreach (var path in Directory.EnumerateFiles(folder.Locks))
            if (ProcessLock.TryAcquire(path, "nobody has it") is { } free) free.Dispose();
            else yield return $"`{path}` is still locked";
    }

    private static IEnumerable<string> Below(string path) => Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories);

    private static Digest? DigestOf(string path) => Digest.TryParseHex(Path.GetFileName(Path.GetDirectoryName(path)) + Path.GetFileName(path), out var digest) ? digest : null;
}
