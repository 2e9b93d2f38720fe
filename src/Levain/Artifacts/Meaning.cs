namespace Levain;

/// <summary>What of a file decides what comes of it, for a kind of file that says the same in other bytes too: a key counts that instead of the bytes.</summary>
/// <remarks>
/// Equal meanings must give equal outputs in every stage that reads the file. Stages read the real bytes all the same, so that an error can name
/// the line. It is a record because origins are compared by value: two meanings of one type are the same.
/// </remarks>
[Fingerprints.EngineBoundary]
public abstract record Meaning
{
    /// <summary>What is counted, for people who read a key: <c>tokens</c>.</summary>
    public abstract string Word { get; }

    /// <summary>The digest of the meaning. Any bytes have one: what cannot be read counts as it is.</summary>
    public abstract Digest Of(ReadOnlySpan<byte> content);
}
