namespace Levain.Fingerprints;

/// <summary>The numbers and strings of a member, in the order of its code, as one would write them.</summary>
/// <param name="Rest">The digest of all else of the member: when it stands, nothing but these has changed.</param>
public sealed record CodeLiterals(Digest Rest, IReadOnlyList<string> Values)
{
    /// <summary>More than these stay part of the rest, and so do longer ones.</summary>
    internal const int Most = 64, Longest = 80;

    public bool Equals(CodeLiterals? other) => other is not null && Rest == other.Rest && Values.SequenceEqual(other.Values);

    public override int GetHashCode() => HashCode.Combine(Rest, Values.Count);

    /// <summary>The values that are others now, each pair once; empty when more than literals differs, or when no text tells them apart.</summary>
    internal static IReadOnlyList<(string Before, string Now)> Changes(CodeLiterals? before, CodeLiterals? now)
    {
        if (before is null || now is null || before.Rest != now.Rest || before.Values.Count != now.Values.Count) return [];
        return [.. before.Values.Zip(now.Values).Where(pair => pair.First != pair.Second).Distinct()];
    }
}
