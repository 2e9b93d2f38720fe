using System.Globalization;

namespace Levain.Registry;

/// <summary>A version that was made of something.</summary>
/// <param name="Of">What exactly it was made of: the commit, or the digest of the snapshot.</param>
public sealed record Descendant(string Group, ModelVersion Version, string Of);

/// <summary>Looks forward: which versions were made of a snapshot or a commit.</summary>
public static class Descendants
{
    private const int FewestDigits = 7;

    /// <summary>Every version that was made of a snapshot, whatever its bytes were then; a digest or at least the first 7 digits of one means these bytes only.</summary>
    public static IReadOnlyList<Descendant> OfSnapshot(IEnumerable<ModelGroup> groups, string snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        var hex = HexOf(snapshot.StartsWith(Digest.Prefix, StringComparison.Ordinal) ? snapshot[Digest.Prefix.Length..] : snapshot);
        return Of(groups, record => record.Data.Where(data => data.Name == snapshot || (hex is not null && data.Digest.Hex.StartsWith(hex, StringComparison.Ordinal))).Select(data => data.Name == snapshot ? $"{data.Digest}" : $"{data.Name} {data.Digest}").FirstOrDefault());
    }

    /// <summary>Every version whose sources were a commit, or that commit and more.</summary>
    /// <param name="commit">Its hash, or at least the first 7 digits of it.</param>
    public static IReadOnlyList<Descendant> OfCommit(IEnumerable<ModelGroup> groups, string commit)
    {
        ArgumentNullException.ThrowIfNull(commit);
        var hex = HexOf(commit) ?? throw new UsageException($"`{commit}` is no commit that is known here", string.Create(CultureInfo.InvariantCulture, $"name a revision of this repository, or at least {FewestDigits} digits of a commit"));
        return Of(groups, record => record.Commit?.StartsWith(hex, StringComparison.Ordinal) == true ? record.Commit : null);
    }

    private static List<Descendant> Of(IEnumerable<ModelGroup> groups, Func<VersionRecord, string?> of)
    {
        ArgumentNullException.ThrowIfNull(groups);
        var found = new List<Descendant>();
        foreach (var group in groups)
            foreach (var version in group.Versions)
                if (version.Record is { } record && of(record) is { } what) found.Add(new(group.Name, version, what));
        return found;
    }

    private static string? HexOf(string text) => text.Length >= FewestDigits && text.All(char.IsAsciiHexDigit) ? text.ToLowerInvariant() : null;
}
