namespace Levain.Fingerprints;

/// <summary>Says which code changed between two fingerprints of a stage, and how the stage comes to it.</summary>
public static class CodeDiff
{
    private const int LongestPath = 12, MostLiterals = 3;

    /// <summary>One sentence per change, in the order of names; empty when the same code is reached.</summary>
    public static IReadOnlyList<string> Between(IReadOnlyList<CodeMember> before, IReadOnlyList<CodeMember> after)
    {
        var (old, now) = (ByName(before), ByName(after));
        List<string> changes = [];
        foreach (var name in old.Keys.Union(now.Keys, StringComparer.Ordinal).Order(StringComparer.Ordinal))
        {
            if (!now.TryGetValue(name, out var mine)) changes.Add($"`{name}` is no longer reached{Path(old[name][0], old)}");
            else if (!old.TryGetValue(name, out var theirs)) changes.Add($"`{name}` is reached now{Path(mine[0], now)}");
            else if (!theirs.Select(one => one.Digest).SequenceEqual(mine.Select(one => one.Digest))) changes.Add($"`{name}`{Change(theirs, mine)}{Path(mine[0], now)}");
        }

        return changes;
    }

    private static string Change(List<CodeMember> before, List<CodeMember> now)
    {
        var literals = before.Count == 1 && now.Count == 1 ? CodeLiterals.Changes(before[0].Literals, now[0].Literals) : [];
        return literals.Count is 0 or > MostLiterals ? " changed" : $": {string.Join(", ", literals.Select(pair => $"{pair.Before} became {pair.Now}"))}";
    }

    // File-local types of two files can share a name: then it stands for several members.
    private static Dictionary<string, List<CodeMember>> ByName(IReadOnlyList<CodeMember> members) =>
        members.GroupBy(member => member.Name, StringComparer.Ordinal).ToDictionary(group => group.Key, group => group.OrderBy(member => member.Digest).ToList(), StringComparer.Ordinal);

    private static string Path(CodeMember member, Dictionary<string, List<CodeMember>> members)
    {
        List<string> path = [];
        for (var from = member.ReachedFrom; from is not null && path.Count < LongestPath; from = members.TryGetValue(from, out var next) ? next[0].ReachedFrom : null) path.Add($"`{from}`");
        return path.Count == 0 ? "" : $" (reached from {string.Join(" ← ", path)})";
    }
}
