namespace Levain.Registry;

/// <summary>What a part of a lineage is.</summary>
public enum LineageKind
{
    Person,
    Commit,
    Snapshot,
    File,
    Stage,
    Version,
}

/// <summary>A part of a lineage: a version, or something that it came from.</summary>
/// <param name="Index">Its place among all parts, by which others name it.</param>
public sealed record LineageNode(int Index, LineageKind Kind, string Name)
{
    /// <summary>What else is to be said of it, such as <c>approved it 2026-11-22: better than guessing</c>; empty when nothing is.</summary>
    public string Note { get; init; } = "";

    /// <summary>The digest of data, or of what a stage made; null for people and commits.</summary>
    public Digest? Digest { get; init; }

    /// <summary>The key of a stage.</summary>
    public Digest? Key { get; init; }

    /// <summary>The code of a stage, where it is known.</summary>
    public Digest? Code { get; init; }

    /// <summary>The parts that it came from, without repetition.</summary>
    public IReadOnlyList<int> Needs { get; init; } = [];
}
