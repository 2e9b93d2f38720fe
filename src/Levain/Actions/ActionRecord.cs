namespace Levain.Actions;

/// <summary>What is known of one action: the parts of its key and what came out.</summary>
public sealed record ActionRecord
{
    /// <summary>The parts of the key, sorted by name.</summary>
    public required IReadOnlyList<KeyValuePair<string, string>> Key { get; init; }

    public required Content Output { get; init; }

    /// <summary>Bytes of the output, all files together.</summary>
    public required long Size { get; init; }

    public required TimeSpan Duration { get; init; }

    /// <summary>Sorted by name.</summary>
    public IReadOnlyList<KeyValuePair<string, double>> Metrics { get; init; } = [];

    /// <summary>What the stage logged, or null when it said nothing.</summary>
    public Digest? Log { get; init; }

    /// <summary>The members behind the <c>code</c> part of the key, or null when they were not kept.</summary>
    public Digest? Code { get; init; }

    public Digest Digest => new ActionKey(Key.Where(part => part.Key != "levain.key")).Digest;
}
