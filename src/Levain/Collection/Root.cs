namespace Levain.Collection;

/// <summary>Something that keeps an object from being collected.</summary>
/// <param name="Digest">What is kept, with all that is below it; for an <see cref="RootKind.Action"/> the digest of its key.</param>
/// <param name="What">What needs it, for people: <c>stage `TrainLogistic` of `xgoals` (sample/dev)</c>.</param>
/// <param name="Where">Where that is said, for people: <c>branch `main`</c>.</param>
public sealed record Root(RootKind Kind, Digest Digest, string What, string Where)
{
    /// <summary>What is kept as a content; null for an <see cref="RootKind.Action"/>.</summary>
    public Content? Content { get; init; }
}

/// <summary>What a <see cref="Root"/> names.</summary>
public enum RootKind
{
    /// <summary>The output of a stage.</summary>
    Output,

    /// <summary>An action, whose record keeps its output, its log and its code.</summary>
    Action,

    /// <summary>Data from outside, which cannot be made again.</summary>
    Snapshot,
}

/// <summary>A place that says what of a store is still needed.</summary>
public interface IRootSource
{
    /// <summary>Everything that the place names; throws a <see cref="BuildException"/> when it cannot be known, for then nothing may be removed.</summary>
    RootReport Read(CancellationToken cancellation = default);
}

/// <summary>What one place names.</summary>
/// <param name="Summary">One line for people: how much was looked at.</param>
public sealed record RootReport(IReadOnlyList<Root> Roots, string Summary);
