using System.Security.Cryptography;
using Levain.Actions;
using Levain.Store;
using Levain.Store.Packs;

namespace Levain.Soak;

/// <summary>Looks at every file of a store that nobody uses, by its own rules: what is wrong with it, one sentence each.</summary>
internal sealed class StoreWalk(StoreFolder folder)
{
    private readonly FileContentStore store = new(folder);

    public IEnumerable<string> Faults() => [.. Loose(), .. Packs(), .. Actions(), .. Leftovers()];

    /// <summary>Every object that there should be, those that are damaged too.</summary>
    public IReadOnlySet<Digest> Objects() =>
        Below(folder.Objects).Select(DigestOf).OfType<Digest>().Concat(OpenPacks().SelectMany(pack => pack.Entries().Where(entry => !pack.Lost.Contains(entry.Digest)).Select(entry => entry.Digest))).ToHashSet();

    private IEnumerable<string> Loose()
    {
        foreach (var path in Below(folder.Objects))
            if (DigestOf(path) is not { } digest) yield return $"`{path}` is no object";
            else if (Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path))) != digest.Hex) yield return $"object {digest} has other bytes";
    }

    private IEnumerable<string> Packs()
    {
        var packs = OpenPacks();
        if (packs.Count != Below(folder.Packs).Count(path => path.EndsWith(PackFolder.Extension, StringComparison.Ordinal))) yield return "a pack cannot be opened";
        foreach (var pack in packs)
        {
            if (!pack.IndexIsGood()) yield return $"the index of pack {pack.Name} has other bytes";
            foreach (var entry in pack.Entries().Where(entry => !pack.Lost.Contains(entry.Digest)))
                if (pack.Find(entry.Digest) != entry) yield return $"pack {pack.Name} does not find {entry.Digest}";
                else if (HashOf(entry.Digest) is var found && found != entry.Digest.Hex) yield return $"{entry.Kind} {entry.Digest} in pack {pack.Name}: {found ?? "damaged"}";
        }
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

    private string? HashOf(Digest digest)
    {
        try
        {
            using var content = store.Open(digest);
            return Convert.ToHexStringLower(SHA256.HashData(content));
        }
        catch (LostObjectException)
        {
            return null;
        }
    }

    private IReadOnlyList<PackFile> OpenPacks() => new PackFolder(folder).Packs;

    private static IEnumerable<string> Below(string path) => Directory.EnumerateFiles(path, "*", SearchOption.AllDirectories);

    private static Digest? DigestOf(string path) => Digest.TryParseHex(Path.GetFileName(Path.GetDirectoryName(path)) + Path.GetFileName(path), out var digest) ? digest : null;
}
