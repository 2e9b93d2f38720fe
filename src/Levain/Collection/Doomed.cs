namespace Levain.Collection;

/// <summary>A file or folder of the store that goes, unless somebody turns out to need it after all.</summary>
/// <param name="Digest">Under what a marking looks for it; null when nothing can.</param>
/// <param name="IsNeeded">Whether a marking, which may have grown since, keeps it.</param>
internal sealed record Doomed(string Path, long Bytes, Digest? Digest, Func<Marking, bool> IsNeeded)
{
    /// <summary>Whether the file holds an object; null when it holds at most the one of <see cref="Digest"/>.</summary>
    public Func<Digest, bool>? Holds { get; init; }

    /// <summary>A second file that goes with it, such as the manifest of a path.</summary>
    public string? Beside { get; init; }
}
