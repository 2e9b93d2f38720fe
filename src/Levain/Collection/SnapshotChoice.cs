using Levain.Locks;

namespace Levain.Collection;

/// <summary>Finds the snapshots that a command line names, and refuses those that a lock still pins.</summary>
internal static class SnapshotChoice
{
    private const int BriefDigits = 12;

    public static string NameOf(Snapshot snapshot) => $"{snapshot.Profile}/{snapshot.Name}@{snapshot.Content.Digest.Hex[..BriefDigits]}";

    public static IReadOnlyList<Snapshot> Of(IReadOnlyList<string> names, IReadOnlyList<Snapshot> recorded, IReadOnlyList<Root> roots) =>
        [.. names.SelectMany(name => Named(name, recorded, roots)).Distinct()];

    private static List<Snapshot> Named(string name, IReadOnlyList<Snapshot> recorded, IReadOnlyList<Root> roots)
    {
        List<Snapshot> found = [.. recorded.Where(snapshot => Matches(name, snapshot))];
        if (found.Count == 0)
            throw new UsageException($"no snapshot `{name}` was taken into this store", NearestName.Hint(name, [.. recorded.Select(snapshot => snapshot.Name).Distinct(StringComparer.Ordinal)]));

        foreach (var snapshot in found)
            if (roots.FirstOrDefault(root => root.Kind == RootKind.Snapshot && root.Digest == snapshot.Content.Digest) is { } pin)
                throw new BuildException($"snapshot `{NameOf(snapshot)}` is still pinned at {pin.Where}", Hint(found, roots));
        return found;
    }

    private static string Hint(IReadOnlyList<Snapshot> found, IReadOnlyList<Root> roots)
    {
        var free = found.Where(snapshot => !roots.Any(root => root.Kind == RootKind.Snapshot && root.Digest == snapshot.Content.Digest)).Select(snapshot => $"`--snapshot {NameOf(snapshot)}`").ToList();
        return free.Count == 0 ? "take it out of `data.lock.json` there first" : $"name what is not: {string.Join(", ", free)}";
    }

    private static bool Matches(string name, Snapshot snapshot)
    {
        var at = name.LastIndexOf('@');
        var (plain, digits) = at < 0 ? (name, "") : (name[..at], name[(at + 1)..]);
        return (plain == snapshot.Name || plain == $"{snapshot.Profile}/{snapshot.Name}") && snapshot.Content.Digest.Hex.StartsWith(digits, StringComparison.Ordinal);
    }
}
