using Levain.Actions;

namespace Levain.Remotes;

/// <summary>What a build may find on other machines. It never throws for what a remote does: that is a miss.</summary>
internal interface IElsewhere
{
    /// <summary>The record of an action that ran somewhere, or null.</summary>
    ActionRecord? Find(Digest key);

    /// <summary>Asks for several actions at once; <see cref="Find"/> then answers from memory.</summary>
    void Prefetch(IReadOnlyList<Digest> keys);

    /// <summary>Brings a content into the store.</summary>
    /// <returns>Whence it came, for people; null when nobody has it.</returns>
    Task<string?> FetchAsync(Content content, CancellationToken cancellation);

    /// <summary>Who seems to have a content, by metadata alone; null when nobody has.</summary>
    Task<string?> WhereAsync(Content content, CancellationToken cancellation);

    /// <summary>Folders that may hold a snapshot under its name.</summary>
    IReadOnlyList<string> MirrorFolders { get; }
}
