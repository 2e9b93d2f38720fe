namespace Levain.Planning;

/// <summary>Finds what comes from outside the graph: pinned snapshots and files of the workspace.</summary>
internal interface IInputs
{
    /// <summary>The content of a snapshot or workspace file now; throws a sentence for <paramref name="stage"/> when there is none.</summary>
    Content Find(Origin origin, string stage);

    /// <summary>The digest of what counts in a key of a file that has a meaning.</summary>
    /// <param name="content">What <see cref="Find"/> said of it.</param>
    Digest MeaningOf(Origin.Workspace file, Content content, string stage);

    /// <summary>Brings the bytes into the store, so that a stage can read them.</summary>
    Task FetchAsync(Origin origin, Content content, CancellationToken cancellation);

    /// <summary>True when what <paramref name="origin"/> names is no longer <paramref name="content"/>.</summary>
    bool HasChanged(Origin origin, Content content);
}
