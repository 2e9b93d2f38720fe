namespace Cake.Frosting.Internal;

/// <summary>The name that a person most likely meant.</summary>
internal static class Nearest
{
    /// <summary>"did you mean …?", or all there is when nothing is close.</summary>
    public static string Hint(string name, IEnumerable<string> candidates, string prefix = "")
    {
        var all = candidates.Distinct(StringComparer.OrdinalIgnoreCase).Order(StringComparer.OrdinalIgnoreCase).ToArray();
        return Of(name, all) is { } nearest ? $"did you mean `{prefix}{nearest}`?"
            : all.Length == 0 ? "there is none"
            : $"there is {string.Join(", ", all.Select(candidate => $"`{prefix}{candidate}`"))}";
    }

    private static string? Of(string name, IEnumerable<string> candidates) =>
        candidates
            .Select(candidate => (candidate, distance: Distance(Fold(name), Fold(candidate))))
            .Where(pair => pair.distance <= Math.Max(1, Math.Max(name.Length, pair.candidate.Length) / 3))
            .OrderBy(pair => pair.distance)
            .Select(pair => pair.candidate)
            .FirstOrDefault()
        // Half a word is no slip of the finger but an abbreviation.
        ?? (name.Length < 2 ? null : candidates.FirstOrDefault(candidate => candidate.StartsWith(name, StringComparison.OrdinalIgnoreCase)));

    private static string Fold(string name) => name.ToLowerInvariant().Replace("-", "", StringComparison.Ordinal);

    // Edit distance in which two swapped neighbours are one slip, three rows at a time.
    private static int Distance(string left, string right)
    {
        int[] before = [], above = [.. Enumerable.Range(0, right.Length + 1)];
        for (var i = 1; i <= left.Length; i++)
        {
            var row = new int[right.Length + 1];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                row[j] = Math.Min(Math.Min(above[j], row[j - 1]) + 1, above[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1));
                if (i > 1 && j > 1 && left[i - 1] == right[j - 2] && left[i - 2] == right[j - 1]) row[j] = Math.Min(row[j], before[j - 2] + 1);
            }

            (before, above) = (above, row);
        }

        return above[^1];
    }
}
